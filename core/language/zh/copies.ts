/** 把记录搬到别处或重新摆放的命令所说的话。 */
import type { Sentences } from "../en/index.ts";

const number = (value: number) => value.toLocaleString("zh");

const megabytes = (bytes: number) => (bytes / 1e6).toLocaleString("zh", { maximumSignificantDigits: 2 });

/** 给搬移、备份和恢复记录的人的句子。 */
export const copies: Pick<Sentences, "copies"> = {
  copies: {
    moveUsage: (command) =>
      `写法：${command}。两处各是一个数据文件夹或一个 PostgreSQL 数据库的地址；--to 后面的必须是空的。`,
    rows: (table, rows, of) => `${table}：${number(rows)} / ${number(of)} 行`,
    carried: (rows, tables, to) =>
      `全部内容已在 ${to}：${number(tables)} 张表，共 ${number(rows)} 行，两边的行数与校验和都已核对。`,
    board: (where) => `${where} 的排行榜：`,
    noBoard: "  （还没有人投票）",
    sameBoard: "两个排行榜完全相同。",
    key: {
      given: () => "密钥是 PSEUDONYM_KEY：请保持原样。",
      kept: (folder) => `密钥本来就在 ${folder} 里（pseudonym.key）。`,
      put: (folder) => `密钥也已放进 ${folder}（pseudonym.key）。`,
      missing: (folder) =>
        `这里没有找到密钥。启动之前，请把原安装的 pseudonym.key 放进 ${folder}，或设置 PSEUDONYM_KEY：没有它就认不出任何人，服务也不会启动。`,
      none: () => "还没有人用过它，所以没有密钥。",
    },
    useServer: (folder) =>
      `使用方法：把 DATABASE_URL 设为那个地址，DATA_DIR 设为 ${folder}（密钥、日志和网页图片仍在那里），然后启动。`,
    useFolder: (folder) => `使用方法：把 DATA_DIR 设为 ${folder}，不设置 DATABASE_URL，然后启动。`,
    files: (folder, names) => `不在数据库里、因而没有带走的有：${names}。需要的话，请从 ${folder} 复制。`,
    sourceStays: "原来的地方没有任何改动。确认一切正常后再删除。",
    backupUsage: (command, more) => `写法：${command}。加上 ${more} 会用该文件里的口令或密钥加密。`,
    restoreUsage: (command, more) =>
      `写法：${command}，恢复到设置所指的安装。备份有加密时加上 ${more}；要恢复到别处，用 --to 指定文件夹或地址。目标必须是空的。`,
    backedUp: (file, bytes, from, rows, tables) =>
      `${file}（${megabytes(bytes)} MB）包含 ${from} 在同一时刻的全部内容：${number(tables)} 张表，共 ${number(rows)} 行。`,
    notEncrypted: "它没有加密：拿到文件的人都能读。要加密，请用 --passphrase-file 指定存有口令的文件。",
    keyInside: "密钥在里面。请把口令存放在别处：没有口令，谁也打不开这份备份。",
    keyOutside: (folder) =>
      `密钥不在里面，而没有密钥就认不出任何人，服务也不会启动。请另外保存一份：${folder} 里的 pseudonym.key；如果设置了 PSEUDONYM_KEY，则是它的值。`,
    inBackup: "备份",
    restored: (day) => `已恢复为 ${day}（UTC）的样子。`,
    shortPassphrase: (file, command) =>
      `${file} 里的口令不足 12 个字符。用 \`${command}\` 可以生成一个谁也猜不到的密钥。`,
    exportUsage: (command, more) => `写法：${command}。还可以加上：${more}。`,
    exporting: (bar, battles, of) => `${bar} 已结束的对战 ${number(battles)} / ${number(of)}`,
    exported: (folder, battles, votes) =>
      `${folder} 里有 ${number(battles)} 场已结束的对战和 ${number(votes)} 张票。其中的 README.md 说明各文件的内容。`,
    exportedOwn: (votes, voters, words) =>
      `其中 ${number(votes)} 张票逐张列出，来自 ${number(voters)} 位同意者（/privacy share:on）；${words === null ? "不含文字（--with-text）" : `含 ${number(words)} 场对战的文字`}。`,
    exportedLeftOut: (battles) => `未收录：${number(battles)} 场已结束的对战；原因见 README.md。`,
    exportedDemo: "这些是内置的演示模型：数据不能衡量任何东西。",
    exportLicence: "没有选择许可证，因此保留所有权利，别人几乎无法使用。请用 --licence 选择，例如 CC-BY-4.0。",
    importUsage: (command, more, others) =>
      `写法：${command}，给出导出的文件夹或一个投票文件（docs/zh/import.md），以及来源的名字（a-z、0-9 和“-”）。还可以加上：${more}。另有：${others}。`,
    importing: (bar, rows, of) => `${bar} 票 ${number(rows)} / ${number(of)}`,
    imported: (source, votes, battles) =>
      `来源 ${source} 新增 ${number(votes)} 张票，新增 ${number(battles)} 场对战。用 /leaderboard source:${source} 查看；其他排行榜不会自动计入。`,
    importedKnown: (votes) =>
      `${number(votes)} 张票没有改变什么：它们已经在了，或者是同一位投票者对同一场对战的第二张票。`,
    importedAlike: (votes) => `未收录：${number(votes)} 张票，其中两个名字在这个竞技场里是同一个模型。`,
    noSources: "还没有任何来源。",
    source: (name, votes, battles) => `${name}：${number(votes)} 张票，${number(battles)} 场对战`,
    removing: (bar, battles, of) => `${bar} 对战 ${number(battles)} / ${number(of)}`,
    removed: (source, battles) => `来源 ${source} 已移除，共 ${number(battles)} 场对战。其他一切照旧。`,
    partition: {
      where: (where) => `${where} 中增长最快的表（服务器自己的估计）：`,
      size: (table, rows, bytes, parts) =>
        `${table}：${number(rows)} 行，连同索引 ${megabytes(bytes)} MB，${parts === null ? "一整张表" : `已分成 ${number(parts)} 份`}`,
      notYet: (votes, from) =>
        `现在还不值得：共有 ${number(votes)} 票，大约从 ${number(from)} 票起分表才有好处（docs/zh/growing.md）。`,
      worthIt: (votes, from) =>
        `值得：共有 ${number(votes)} 票，大约从 ${number(from)} 票起分表就有好处（docs/zh/growing.md）。`,
      would: (tables) =>
        `将要做的事：把 ${tables} 按月分开。已有的内容原样成为一份，不移动任何一行；从下个月起每月各有一份，由运行中的竞技场建立。竞技场可以继续运行：检查旧行时，提问和投票会等几秒钟。请先备份。`,
      doIt: (command) => `要执行：${command}`,
      nothingLeft: "全部已按月分开，没有要做的事了：以后各月的表由运行中的竞技场建立。",
      steps: {
        divided: (table) => `${table} 已按月分开。`,
        proved: (table) => `${table}：每一行所属的对战都在。`,
        waiting: (table) => `${table} 被占用的时间超过了人们能等的时间。正在重试……`,
      },
      done: "完成。以后各月的表由运行中的竞技场建立。",
    },
    refused: {
      partitionNeedsServer: (folder) =>
        `只有 PostgreSQL 服务器上的表才按月分开，而这份记录在 ${folder}。请先搬到服务器（npm run -s move），再设置 DATABASE_URL。没有任何改动。`,
      partitionNeedsVersion: (where, version, oldest) =>
        `${where} 是 PostgreSQL ${version}。分表需要 ${oldest} 或更新的版本，否则投票会变慢。请先升级服务器。没有任何改动。`,
      partitionNeedsStart: (where) =>
        `${where} 的记录由较旧的版本写成。请先用这个版本启动一次竞技场，再试。没有任何改动。`,
      partitionBusy: (table) =>
        `表 ${table} 被别人占用太久，多半是备份、导出或重建。已做的部分有效，什么也没有丢失。等它结束后再运行一次。`,
      partitionForbidden: (reason) =>
        `数据库的用户无权这样做（${reason}）。请使用拥有这些表的用户。已做的部分有效，什么也没有丢失。`,
      sourceName: (name) =>
        `“${name}”不能作来源的名字。请用最多 24 个 a-z、0-9 和“-”，例如 arena-2026；“all”表示全部来源。`,
      sourceTaken: (name, other) => `碰巧，按钮无法区分来源 ${name} 和 ${other}。请换个名字。什么也没有导入。`,
      unknownSource: (name, known) => `没有来源 ${name}。${known === "" ? "" : `现有：${known}。`}`,
      folderThere: (folder) => `${folder} 已经存在，而且不是空文件夹。请换个文件夹，或把它移走。`,
      exportNeedsKey: (folder) =>
        `这份记录的密钥既不在 ${folder}（pseudonym.key），也不在 PSEUDONYM_KEY 里，或者还没有人用过这个竞技场。这里需要密钥，请设置它。什么也没有写入。`,
      notUpToDate: (where) => `${where} 的记录由较旧的版本写成。请先用这个版本启动一次竞技场，再试。什么也没有写入。`,
      insideArena: (folder) =>
        `${folder} 的数据库在运行中的服务内部工作（PGlite），别的程序无法读取。请停下服务，做完后再启动；或搬到 PostgreSQL 服务器（docs/zh/data.md）。`,
      fileThere: (file) => `${file} 已经存在。请给备份换个名字，或把那个文件移走。`,
      cannotWrite: (file, reason) => `${file} 无法写入（${reason}）。请检查路径、权限和磁盘空间。没有留下任何文件。`,
      cannotRead: (file, reason) => `${file} 无法读取（${reason}）。请检查路径和权限。`,
      keyNotHere: (folder) =>
        `这份记录的密钥既不在 ${folder}（pseudonym.key），也不在 PSEUDONYM_KEY 里。请设置它，或用 --without-key 不把它放进备份。`,
      noBackup: (file) => `${file} 不是 Doubleblind 的备份，或由更新的版本写成。什么也没有写入。`,
      needsPassphrase: (file) => `${file} 是加密的。请用 --passphrase-file 指定存有口令的文件。什么也没有写入。`,
      otherPassphrase: (file) => `这不是 ${file} 的口令。什么也没有写入。`,
      spoilt: (file) => `${file} 不完整：被截断了，或有字节被改动。请换一份。什么也没有写入。`,
      tableDiffers: (file, table) =>
        `表 ${table} 与 ${file} 所说的不一致，因此什么也没有恢复。请使用制作这份备份的 Doubleblind 版本，或换一份备份。`,
      none: (where) => `${where} 里没有记录：还没有服务在上面运行过。请检查路径或地址。`,
      samePlace: "两处是同一个地方。请为 --to 指定另一个文件夹或数据库。",
      running: (where) => `Doubleblind 正在使用 ${where}，或刚刚才停下。期间写入的内容会丢失：请停下它，等半分钟再试。`,
      notEmpty: (where, table) =>
        `${where} 不是空的：里面有表 ${table}。那里没有任何改动。请使用空数据库或另一个文件夹。`,
      newer: (where, changes) =>
        `${where} 由更新版本的 Doubleblind 写成（${changes}）。请更新本程序（git pull）后再试。什么也没有写入。`,
      otherKey: (folder) =>
        `${folder} 里的密钥（pseudonym.key）属于另一个安装。请换一个文件夹，或把那个文件移走。什么也没有写入。`,
      otherGivenKey: "PSEUDONYM_KEY 不是这份记录所用的密钥。请设为正确的密钥，或取消设置。什么也没有写入。",
      otherBoard:
        "另一边的排行榜不一样，因此什么也没有写入。请先运行 `npm run -s rebuild`；如果仍然如此，请报告这个问题。",
    },
  },
};
