/** 给运行者看的安装、启动信息与命令行说明。 */
import type { Sentences } from "../en/index.ts";

const number = (value: number) => value.toLocaleString("zh");
const dollars = (value: number) => value.toLocaleString("zh", { maximumSignificantDigits: 2 });

/** 给运行者的句子。 */
export const operator: Pick<Sentences, "startup" | "operators" | "platforms" | "record" | "setup"> = {
  startup: {
    page: (address) => `在这个网页上提问和投票。想扮演第二个人，请用隐私窗口打开 ${address}`,
    noPage: (address) => `本进程不运行网页，因为 ROLES 没有列出它。程序可从 ${address} 查询它的状态。`,
    operatorLink: (command) =>
      `打开这个链接，你就是管理员。只有管理员能改设置，所以请不要把链接给别人。用 \`${command}\` 可以为另一位管理员生成链接。`,
    operatorVerb: (command) => `只有管理员能改设置。想成为管理员，请运行 \`${command}\` 并打开它输出的链接。`,
    elsewhere: (addresses) => `也可通过以下地址访问：${addresses}`,
    publicBoard: (address) => `不用加入码，人人可看：${address}`,
    portMoved: (wanted, port) => `端口 ${wanted} 已被占用，网页改用 ${port}。可用 PORT 指定端口。`,
    bots: (names) => `机器人：${names}`,
    noBots: "无（只有网页）",
    discord: (name) => `Discord，名为 ${name}`,
    discordAway: "Discord（尚未连上，正在重试）",
    telegram: (name, link) => `Telegram，名为 ${name}（加进群组：${link}）`,
    telegramAway: "Telegram（尚未连上，正在重试）",
    botWaiting: (platform) => `${platform}（已由本竞技场的另一个进程连接，本进程等候）`,
    models: (names) => `模型：${names}`,
    because: (names, source) => `${names}（${source}）`,
    demo: "内置演示模型，因为没有 models.json，本机的 Ollama 也没有至少两个模型；如何添加模型见 docs/zh/models.md",
    demoAsked: "内置演示模型，因为设置了 DEMO",
    ollama: "来自本机的 Ollama",
    data: (where) => `数据：${where}`,
    logBroken: (reason) => `日志无法写入（${reason}）。服务会继续运行，但不再记录日志；请腾出磁盘空间或修正权限。`,
    stopHint: "按 Ctrl+C 停止。",
    stopping: "正在停止。进行中的对战会在下次启动后继续。",
    refused: "Doubleblind 没有启动。",
    badConfiguration: "下列设置无法使用。请在 .env 或环境变量中改正，然后重新启动：",
    badRoster: "模型名单（models.json 或 ROSTER 指定的文件）无法使用。请改正下列各处，然后重新启动：",
    missingRoster: (path) =>
      `ROSTER 指向 ${path}，但没有这个文件。请把 models.example.json 复制过去，或取消 ROSTER 设置。`,
    wide: "凡是能访问本页、并且有加入码的人，都可以使用它。这里的投票只计入本页自己的排行榜（/leaderboard here），不计入所有社区的总榜。",
    joinCode: (code, link) => `加入码：${code}，或使用链接 ${link}`,
    cannotListen: (host, port) =>
      `网页无法在 ${host} 的端口 ${port} 上监听：本机没有这个地址，或该端口需要更高的权限。请改正 HOST 和 PORT。`,
    unreadableFile: (path, reason) => `无法读取 ${path}（${reason}）。请检查路径和权限。`,
    portTaken: (port) => `端口 ${port} 已被其他程序占用。请停止那个程序，或换一个 PORT。`,
    locked: (path, pid) =>
      `另一个 Doubleblind（进程 ${pid}）正在使用数据文件夹 ${path}。请先停止它，或把 DATA_DIR 设为别的文件夹。`,
    otherKey:
      "这个数据库是用另一个 PSEUDONYM_KEY 建立的，用现在的密钥找不回任何人的投票，也读不出加密的内容。数据没有任何改动。请恢复原来的密钥（数据文件夹里的 pseudonym.key，或 PSEUDONYM_KEY），或换一个空数据库。",
    missingKey: (path) =>
      `找不到密钥 ${path}，没有它就找不回任何人的投票，也读不出加密的内容。请从备份恢复它（或设置 PSEUDONYM_KEY），或换一个空数据库。`,
    unreadableText: (place) =>
      `数据库中的 ${place} 已加密，但无法解密：它在数据库里被改动过，或是用另一个密钥写入的。请从备份恢复这一行，或恢复原来的密钥（pseudonym.key 或 PSEUDONYM_KEY）。`,
    newerSchema: "这个数据库由更新版本的 Doubleblind 写成。请更新本程序（git pull）后再启动。",
    unreachable: (where, reason) =>
      `位于 ${where} 的数据库无法使用（${reason}）。请检查它是否在运行，以及 DATABASE_URL 是否正确。`,
    unwritable: (path, reason) =>
      `数据文件夹 ${path} 无法写入（${reason}）。请给当前用户写权限；磁盘已满时请腾出空间；也可以把 DATA_DIR 设为别的文件夹。`,
  },
  operators: {
    usage: (command) =>
      [
        `${command}                 新增一位管理员，并输出链接；打开链接的人就成为管理员`,
        `${command} -- add 名称     同上，并自己取名`,
        `${command} -- list         列出所有管理员`,
        `${command} -- revoke 名称  立即撤销该管理员的权限`,
        "管理员可以修改设置、暂停网页、审核加入题库的问题，以及发起模型互评。",
      ].join("\n"),
    unknown: (argument) => `无法识别“${argument}”。写法如下：`,
    noName: "要撤销哪位管理员？请写上列表中的名称：",
    noPlace:
      "DATABASE_URL 指向的数据库里还没有保存管理员的地方。请先在它上面启动一次竞技场：那样就会有，首次启动还会输出第一位管理员的链接。",
    badName: "名称由 1 到 32 个字母、汉字、数字、连字符或下划线组成，不能有空格。",
    taken: (name) => `已经有名为 ${name} 的管理员。请换一个名称，或先撤销那一位。`,
    added: (name, revoke) =>
      `打开这个链接的人就成为管理员，名称为 ${name}。链接只显示这一次；用 \`${revoke}\` 可以撤销。`,
    asleep: "服务没有在运行，启动后的地址可能不同。如果不同，请把 # 及其后的内容接在启动时输出的地址后面。",
    nobody: (command) => `目前没有管理员。用 \`${command}\` 可以新增一位。`,
    line: (name, day) => `${name}  自 ${day} 起`,
    revoked: (name) => `${name} 不再是管理员，在任何浏览器里都不再有效。`,
    unknownName: (name, list) => `没有名为 ${name} 的管理员。用 \`${list}\` 查看有哪些。`,
  },
  platforms: {
    up: (bot) => `已连接：${bot}。`,
    waiting: (platform) => `本竞技场的另一个进程已连接 ${platform}。本进程等候，那个进程结束后会接替它。`,
    away: (platform, reason) =>
      `${platform} 暂时无法使用${reason === undefined ? "" : `（${reason}）`}。程序会一直重试，其他部分照常运行。`,
    discordToken:
      "Discord 不接受 DISCORD_TOKEN。请从开发者门户重新复制（Bot，Reset Token），或清空它，然后重新启动。在此之前其他部分照常运行。",
    telegramToken:
      "Telegram 不接受 TELEGRAM_TOKEN。请从 BotFather 重新复制（/mybots，API Token），或清空它，然后重新启动。在此之前其他部分照常运行。",
    intents:
      "Discord 拒绝了机器人请求的 intents（关闭代码 4014）。它不请求任何特权 intents；如果这份代码被改过，请在开发者门户的 Bot 页面 Privileged Gateway Intents 中打开对应的开关（Message Content、Server Members 或 Presence）。程序每隔几分钟会再试一次。",
    badIntents:
      "Discord 不认识机器人请求的 intents（关闭代码 4013）。请更新本程序（git pull），或撤销对它的改动，然后重新启动。",
    sharding:
      "Discord 要求把机器人的服务器分到更多连接上（关闭代码 4010 或 4011）。请取消设置 DISCORD_SHARDS，或设为 auto，然后重新启动。",
    version: "Discord 已不再支持这个版本的接口（关闭代码 4012）。请更新本程序（git pull），然后重新启动。",
    sessions: (minutes) =>
      `机器人最近连接 Discord 的次数太多，需要等一等，大约 ${minutes} 分钟后会自动重新连接，其他部分照常运行。如果有什么在反复重启本程序，请查明原因。`,
    conflict:
      "另一个程序正用同一个令牌接收这个 Telegram 机器人的消息，因此部分消息到不了这里。请停止那个程序，或让其中一个改用别的机器人。程序会一直重试。",
    webhook:
      "另一个程序让 Telegram 把这个机器人的消息发往别处。本程序会重新接管；如果本应由那个程序接收，请给它另一个机器人。",
    webhookRefused: (reason) =>
      `Telegram 不接受 TELEGRAM_WEBHOOK_URL（${reason}）。请改正或取消设置，然后重新启动。也可能只是一时故障，程序会继续重试。`,
    webhookPort: (reason) =>
      `无法使用接收 Telegram 消息的端口 TELEGRAM_WEBHOOK_PORT（${reason}）。请停止占用它的程序，或换一个端口后重新启动。端口空出来之前程序会一直重试。`,
    ended: (log) => `竞技场因意外错误而停止。详情见 ${log}。进行中的对战会在下次启动后继续。`,
  },
  record: {
    none: (folder) => `${folder} 里还没有数据库。请先启动一次服务，或把 DATA_DIR 或 DATABASE_URL 设为实际位置。`,
    rebuilt: (votes, battles, tallies, cells, corrected) =>
      `根据 ${battles.toLocaleString("zh")} 场对战的 ${votes.toLocaleString("zh")} 票，重新得出 ${tallies.toLocaleString("zh")} 份计票和 ${cells.toLocaleString("zh")} 个汇总单元。${corrected === 0 ? "原来的全部正确。" : `其中 ${corrected.toLocaleString("zh")} 个原来有误，现已更正。`}`,
    changedDraws: (battles) => `以下对战的记录在抽签密封之后被改动过，因此不计入排行榜：${battles}。`,
    verifyUsage: (command, option) =>
      `写法：${command}（编号为 16 个字符，见密封抽签）；加上 ${option}（64 位十六进制）可与你从选票上记下的哈希值核对。`,
    noDraw: (battle) => `这里没有对战 ${battle} 的密封抽签。请检查编号。`,
    sealed: (hash) => `密封时    ${hash}`,
    noted: (hash) => `你的记录  ${hash}`,
    fitsRecord:
      "记录与其中的哈希值一致。请再与你从选票上记下的哈希值核对；两者相同，才能证明回答发出之后没有人调换过模型名称。",
    otherHash: "记录与其中的哈希值一致，但与你给出的不同：要么是抄错了，要么记录和哈希值被一起改动过。",
    recomputed: (hash) => `重新计算  ${hash}`,
  },
  setup: {
    intro: "Doubleblind：设置",
    about: (environment, roster) =>
      `先测试你填写的内容，再写入 ${environment} 和 ${roster}。最后一步之前不写任何文件，除了你填写的服务以外不联系任何地方。按 Ctrl+C 可以随时取消，不留痕迹。`,
    whichEndpoint: "你的模型在哪里？",
    noEndpoint: "还没有",
    noEndpointHint: "由内置演示模型回答；如果本机运行着 Ollama，就由它回答",
    keepRoster: (models) => `保持名单里现有的 ${number(models)} 个模型`,
    otherEndpoint: "其他地址",
    otherEndpointHint: "任何支持 OpenAI chat completions 接口的服务",
    address: "地址（到 /v1 为止，即 /chat/completions 之前的部分）",
    badAddress: "地址要以 http:// 或 https:// 开头，例如 http://127.0.0.1:8000/v1，并且不含用户名和密码。",
    key: (name) => `${name} 的 API 密钥`,
    keyHint: (name) => `${name} 的 API 密钥（不需要就留空）`,
    keepKey: (variable) => `${variable} 已经设置。就用它吗？`,
    keyWanted: "没有密钥它不会回答。",
    giveKey: (variable) => `请用 --api-key 给出密钥，或设置 ${variable}。`,
    enterKey: "请再试一次，并填写密钥。",
    listing: (name) => `正在向 ${name} 查询模型列表`,
    listed: (count, others) =>
      `它有 ${number(count)} 个聊天模型${others === 0 ? "" : `，另有 ${number(others)} 个其他类型的模型不列入`}。`,
    noNames: "它不提供模型列表。",
    choose: "哪些参加对战？（至少两个；输入文字搜索，Tab 或空格选择）",
    nameModels: "请写出模型名，用逗号分隔（至少两个）",
    twoModels: "对战至少需要两个模型。",
    asking: (count, most) => {
      const whom = count === 1 ? "这个模型" : `这 ${number(count)} 个模型各`;
      const unknown = count === 1 ? "价格未知" : "其中有的价格未知";
      return `将按对战的方式向${whom}问一个简短的问题，${most === null ? unknown : `总共最多 $${dollars(most)}`}。`;
    },
    many: "这可能需要几分钟。按 Ctrl+C 可以中止，不会写入任何文件。",
    trying: "正在向模型提问",
    tried: "可以正常回答。",
    heard: (answered, asked) => `${number(asked)} 个中有 ${number(answered)} 个回答了。`,
    leftOut: "以下模型没有回答，因此未加入：",
    again: "再试一次？",
    discord: "Discord 机器人的令牌（留空：不用 Discord）",
    telegram: "从 @BotFather 得到的 Telegram 机器人令牌（留空：不用 Telegram）",
    keepToken: (variable) => `${variable} 已经设置。保留吗？`,
    testingToken: (platform) => `正在询问 ${platform}`,
    tokenTested: (platform) =>
      `${platform} 接受了机器人。表情投票在那里不保密；/settings reactions off 之后只剩按钮，按钮投票是保密的。`,
    write: (files) => `写入 ${files}？`,
    wrote: (files) => `已写入：${files}。`,
    nothing: "没有需要写入的内容，一切保持原样。",
    left: "已取消，没有写入任何内容。",
    next: "下一步：npm start",
    added: (count, roster) => `${roster} 新增了 ${number(count)} 个模型。`,
    refused: "有内容未通过测试，因此没有写入任何文件：",
    wrongArgument: (argument) => `“${argument}”不是设置命令的选项。`,
    needsTerminal: "没有终端时，需要用选项说明要做什么。",
    noModels: (name) => `请说明 ${name} 的哪些模型参加：--models all，或用逗号分隔的模型名。它有：`,
    noList: (name) => `${name} 不提供模型列表。请写出参加的模型：--models A,B`,
    unknownEndpoint: (word, known) =>
      `“${word}”既不是地址（以 http:// 或 https:// 开头，不含密码），也不是已知的端点名。已知的有：\n${known}`,
    badRoster: (path) => `${path} 目前不能使用。请先改正这些地方：`,
    badStart: (path) => `目前还没有 ${path}，而这些内容无法构成名单：`,
    usage: (command, known) =>
      [
        `交互方式：${command}`,
        `使用选项：${command} -- [选项]`,
        "  --endpoint 名称|地址      下列名称之一，或到 /v1 为止的地址",
        "  --api-key 密钥            它的密钥，会写入 .env；不写则读取相应的环境变量",
        "  --models all|A,B,…        参加的模型；不写则列出全部",
        "  --discord-token 令牌      或设置 DISCORD_TOKEN",
        "  --telegram-token 令牌     或设置 TELEGRAM_TOKEN",
        "已知的端点名：",
        known,
        "先向每个模型问一个简短的问题，只加入回答了的模型。有其他内容被拒绝时不写文件，以 1 结束；",
        "选项写错时以 2 结束。",
      ].join("\n"),
  },
};
