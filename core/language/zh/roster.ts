/** 因反复出错而暂时休息的模型，以及运行中模型名单的变化。 */
import type { Sentences } from "../en/index.ts";

/** 与当前模型名单有关的句子。 */
export const roster: Pick<Sentences, "roster"> = {
  roster: {
    resting: (name, why, minutes) => `${name}（反复出错，大约 ${minutes.toLocaleString("zh")} 分钟内暂不参加：${why}）`,
    restingYetDrawn: (name, why) => `${name}；反复出错（${why}），只因能回答的模型不够，仍会被抽到`,
    why: {
      away: "它的端点连不上或出错",
      refused: "它的端点拒绝了请求",
      limited: "它的端点暂时不再接受请求",
      slow: "它回答得太慢",
      budget: "预算不够，没有调用它",
      unusable: "它的回答无法使用",
    },
    out: (name, why, minutes) =>
      `模型 ${name} 反复出错：${why}。只要还有另外两个模型能回答，就暂时不再抽到它；大约 ${minutes.toLocaleString("zh")} 分钟后会再试一次，若仍不成功，间隔会越来越长。详情见日志；用 \`npm run -s doctor\` 可以检查所有模型。`,
    back: (name) => `模型 ${name} 恢复正常，重新参加对战。`,
    changed: (path) => `已重新读取 ${path}。从现在起，新的对战按以下变化进行：`,
    changes: {
      added: (models) => `新增：${models}`,
      removed: (models) => `移除：${models}`,
      active: (models) => `恢复参加：${models}`,
      paused: (models) => `暂停：${models}`,
      retired: (models) => `退役：${models}`,
      changed: (settings) => `有改动：${settings}`,
    },
    unchanged: (path) => `已重新读取 ${path}，内容没有变化。`,
    unusable: (path) => `${path} 有改动，但无法使用，因此仍沿用原来的模型名单。请改正下列各处：`,
    gone: (path) => `${path} 已不存在，因此仍沿用原来的模型名单；文件恢复后会自动重新读取。`,
    keysAtStart: "环境变量（包括 .env 里的）只在启动时读取：新设了变量之后，请重新启动。",
    notSaved: (path) => `${path} 有改动，但其中的模型未能存入数据库，因此仍沿用原来的模型名单，稍后会再试。`,
    appeared: (path) => `现在有了模型名单 ${path}。请重新启动，以便使用其中的模型。`,
    noFile: "没有可以重新读取的名单文件：现在参加对战的模型来自别处。",
  },
};
