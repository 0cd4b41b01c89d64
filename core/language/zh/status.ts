/** 竞技场的运行情况，供运行它的人阅读。 */
import type { Sentences } from "../en/index.ts";

const moment = (at: Date) =>
  `${new Intl.DateTimeFormat("zh-CN", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" }).format(at)}（UTC）`;
const number = (value: number) => value.toLocaleString("zh");

/** `/status` 以及终端命令的句子。 */
export const status: Pick<Sentences, "status"> = {
  status: {
    notYours: "只有运行这个竞技场的人能看到它的运行情况。",
    title: (version, since) => `**Doubleblind ${version}**，${moment(since)}开始运行。`,
    bot: {
      up: (name) => `${name} 已连接`,
      trying: (name, trouble) => `${name} 尚未连上，正在重试${trouble === undefined ? "" : `（${trouble}）`}`,
      waiting: (name) => `${name} 由另一个进程连接`,
    },
    bots: (bots) => `机器人：${bots}`,
    noBots: "机器人：无（只有网页）",
    battles: (open, answering) => `对战：${number(open)} 场可以投票，${number(answering)} 场正在回答`,
    waiting: (database, calls) => `等待：${number(database)} 项工作在等数据库，${number(calls)} 次模型调用尚未结束`,
    silent: "数据库没有及时响应。原因见日志。",
    models: (playing, resting) => `模型：${number(playing)} 个参赛${resting === "" ? "" : `；暂不参加：${resting}`}`,
    resting: (name, why, minutes) => `${name}（${why}；${number(minutes)} 分钟后再试）`,
    failures: (failures) => `启动以来的失败，最近的在前：${failures}`,
    failure: (endpoint, kind, times, last) => `${endpoint} ${kind}（${number(times)} 次，最近一次在 ${moment(last)}）`,
    noFailures: "启动以来没有模型失败。",
    notRunning: (folder) =>
      `数据文件夹 ${folder} 上没有正在运行的竞技场。请用 \`npm start\` 启动，或把 DATA_DIR 设为你要查看的那个文件夹。`,
    notTold: (address, reason) =>
      `位于 ${address} 的竞技场没有说明运行情况（${reason}）。原因可能见它的终端和日志；其他方面可用 \`npm run -s doctor\` 检查。`,
    unknown: (argument) => `无法理解“${argument}”。只有一个选项 --json：把同样的内容输出为一个 JSON 文档。`,
  },
};
