/** 安装设置时看到的说明。 */
import type { Sentences } from "../en/index.ts";

const number = (value: number) => value.toLocaleString("zh");

export const setup: Pick<Sentences, "setup"> = {
  setup: {
    intro: "Doubleblind：设置",
    about: (environment, roster) =>
      `先测试你填写的内容，再写入 ${environment} 和 ${roster}。最后一步之前不写任何文件，除了你填写的服务以外不联系任何地方。按 Ctrl+C 可以随时离开，不留痕迹。`,
    whichEndpoint: "你的模型在哪里？",
    noEndpoint: "还没有",
    noEndpointHint: "由内置演示模型回答；如果本机运行着 Ollama，就由它回答",
    keepRoster: (models) => `保持名单里现有的 ${number(models)} 个模型`,
    otherEndpoint: "其他地址",
    otherEndpointHint: "任何支持 OpenAI chat completions 接口的服务",
    address: "地址（到 /v1 为止）",
    badAddress: "地址要以 http:// 或 https:// 开头，例如 http://127.0.0.1:8000/v1。",
    key: (name) => `${name} 的 API 密钥`,
    keyHint: (name) => `${name} 的 API 密钥（不需要就留空）`,
    keepKey: (variable) => `${variable} 已经设置。就用它吗？`,
    keyWanted: "没有密钥它不会回答。",
    giveKey: (variable) => `如果它需要密钥，请用 --api-key 给出，或设置 ${variable}。`,
    listing: (name) => `正在向 ${name} 查询模型列表`,
    listed: (count) => `它有 ${number(count)} 个聊天模型。`,
    choose: "哪些参加对战？（至少两个；输入文字搜索，Tab 或空格选择）",
    nameModels: "它不提供列表。请写出模型名，用逗号分隔（至少两个）",
    twoModels: "对战至少需要两个模型。",
    trying: "正在试用这些模型",
    tried: "可以正常回答。",
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
    left: "已离开，没有写入任何内容。",
    next: "下一步：npm start",
    added: (count, roster) => `${roster} 新增了 ${number(count)} 个模型。`,
    refused: "有内容未通过测试，因此没有写入任何文件：",
    wrongArgument: (argument) => `“${argument}”不是设置命令的选项。`,
    needsTerminal: "没有终端时，需要用选项说明要做什么。",
    noModels: (name) => `请说明 ${name} 的哪些模型参加：--models all，或用逗号分隔的模型名。`,
    unknownEndpoint: (word, known) => `“${word}”既不是地址，也不是已知的端点名。已知的有：${known}。`,
    badRoster: (path) => `${path} 目前不能使用。请先改正这些地方：`,
    usage: (command) =>
      [
        `交互方式：${command}`,
        `使用选项：${command} -- [选项]`,
        "  --endpoint 名称|地址      openai、openrouter、ollama、vllm、llama.cpp，或到 /v1 为止的地址",
        "  --api-key 密钥            它的密钥；最好不写，而是设置名单里所写的环境变量",
        "  --models all|A,B,…        参加的模型",
        "  --discord-token 令牌      或设置 DISCORD_TOKEN",
        "  --telegram-token 令牌     或设置 TELEGRAM_TOKEN",
        "先测试全部内容。有任何一项被拒绝时不写文件，以 1 结束；选项写错时以 2 结束。",
      ].join("\n"),
  },
};
