/** 模型服务与模型的诊断句子。 */
import type { Sentences } from "../en/index.ts";

const seconds = (value: number) => value.toLocaleString("zh", { maximumFractionDigits: 1 });
const dollars = (value: number) => value.toLocaleString("zh", { maximumSignificantDigits: 2 });

/** 模型服务的句子。 */
export const endpoints: Sentences["doctor"]["endpoints"] = {
  title: "模型服务",
  answered: (model, first, whole) => `${model} 用 ${seconds(whole)} 秒回答完毕（${seconds(first)} 秒后出现第一个字）`,
  account: (answered, tokens, cost, priced, withheld) => {
    const counted = tokens === null ? "词元数未知" : `${tokens} 个词元`;
    const paid = cost === null ? (priced ? "费用未知" : "价格未知") : `$${dollars(cost)}`;
    return `${answered}，${counted}，${paid}${withheld === "" ? "" : `；以下设置不被接受，已省去：${withheld}`}`;
  },
  cut: (account) => `${account}；只要求回答一个词，却达到词元上限而被截断`,
  raiseMaxTokens: "请调高 models.json 中“generation”的 maxTokens，思考过程也计算在内。",
  asking: (done, total) => `正在向模型提问：${total} 个中已有 ${done} 个有结果`,
  offline: (models, others) =>
    `使用了 --offline，因此没有询问：${models}${others === 0 ? "" : `等 ${others.toLocaleString("zh")} 个其他模型`}`,
  idle: (name) => `没有询问 ${name}，因为它没有参赛模型`,
  noAnswer: (model, why, said) => `${model} 没有回答，${why}${said === "" ? "" : `（${said}）`}`,
  failures: {
    unreachable: { why: "无法连接", mend: "请检查它是否在运行，以及本机能否访问它。" },
    unauthorized: { why: "密钥不能用于这个模型", mend: "请向服务方确认该账户能否使用这个模型。" },
    rejected: {
      why: "请求被拒绝",
      mend: "原因见对方的原话。在 models.json 里，要求的请求头写进该端点的“headers”，额外的字段写进该模型的“body”，不接受的设置写进“unsupported”。",
    },
    "rate-limited": { why: "请求过多", mend: "请稍后再试，调低该服务的 concurrency，或设置 requestsPerMinute。" },
    "server-error": { why: "对方服务出错", mend: "请稍后再试；如果一直如此，请联系服务方。" },
    "no-first-token": {
      why: "迟迟没有出现第一个字",
      mend: "如果只是需要更久，请调高 models.json 中该服务的 firstTokenSeconds。",
    },
    stalled: { why: "回答中途停住", mend: "请稍后再试；如果一直如此，请联系服务方。" },
    "too-slow": { why: "没有按时答完", mend: "请调低 models.json 中“generation”的 maxTokens，或换用更快的服务。" },
    "cut-off": { why: "答完之前连接中断", mend: "请稍后再试，并检查与对方之间是否有代理切断了数据流。" },
    malformed: {
      why: "返回的不是聊天回答",
      mend: "请检查地址是否正确，以及它是否支持 OpenAI 的 chat completions 接口。",
    },
    empty: { why: "回答里没有文字", mend: "如果全部用在了思考上，请调高 models.json 中“generation”的 maxTokens。" },
    filtered: { why: "连这个问题都被内容过滤拦下", mend: "请换一个模型。" },
    "over-budget": {
      why: "预算不够，没有调用它",
      mend: "请等预算恢复，或调高预算。",
    },
    aborted: {
      why: "时间用完了，没有轮到它",
      mend: "请减少模型后重试，或调高该服务的 concurrency。",
    },
  },
  reasons: {
    challenge: { why: "对方的网页要求真人验证", mend: "请换一个网络再试，或联系服务方。" },
    place: { why: "该服务不面向本国或本地区", mend: "请通过其他服务使用这个模型。" },
    "no-credit": { why: "账户余额不足", mend: "请充值，或不使用这个模型。" },
    "too-large": {
      why: "请求超过了对方接受的大小",
      mend: "请调低 models.json 中“generation”的 maxTokens，或查看账户的限额。",
    },
    blocked: { why: "对方用网页拒绝了本机", mend: "请检查中间是否有防火墙或代理，以及地址是否正确。" },
    "no-access": { why: "这个账户无权使用它", mend: "请向服务方申请权限，或换一个模型。" },
    "no-provider": {
      why: "没有提供方能按这些设置提供它",
      mend: "请检查 models.json 中该模型的“body”和账户设置。",
    },
    "no-model": { why: "对方没有这个模型，或该地址没有提供服务", mend: "请检查模型名和服务地址。" },
    "too-long": { why: "maxTokens 超出了该模型的上限", mend: "请调低 models.json 中“generation”的 maxTokens。" },
    overloaded: { why: "对方暂时过载或停止服务", mend: "请稍后再试；如果一直如此，请联系服务方。" },
  },
  responsesOnly: (model) => `${model} 只能通过 OpenAI 的 Responses 接口使用，不支持聊天接口`,
  useGateway: "请不要选它，或改用以聊天接口提供它的中转服务，例如 OpenRouter。",
  notForChat: (model) => `${model} 不是聊天模型`,
  leaveOut: "请不要选它。",
  absent: (name, model, id) => `${name} 没有模型“${model}”${id === model ? "" : `（名单中的 ${id}）`}`,
  meant: (closest) => `是不是“${closest}”？`,
  checkName: "请检查名称，或在该服务上安装这个模型。",
  unreachable: (name, address, reason) => `无法连接 ${name}，地址 ${address}（${reason}）`,
  checkHost: "找不到这个主机。请检查地址和本机的网络。",
  checkCertificate:
    "它的证书不受信任，或者它不支持 TLS。没有证书的服务请用 http 地址；自建的证书机构可用 NODE_EXTRA_CA_CERTS 添加。",
  startIt: "请启动该服务。在容器里，127.0.0.1 指的是容器自己，请改用 host.docker.internal 或服务名。",
  checkAddress: "请检查它是否在运行、本机能否访问它，以及地址是否正确。",
  timedOut: (name, address) => `${name} 没有及时响应，地址 ${address}`,
  tryLater: "请先确认该服务本身是否正常，再试一次。",
  keyWanted: (name) => `${name} 要求密钥，但没有给它密钥`,
  giveKey: (name) => `请在名单中 endpoints.${name} 的 apiKeyEnv 写上环境变量名，并把密钥放进该变量。`,
  keyRefused: (name) => `${name} 拒绝了密钥`,
  renewKey: (variables) =>
    `请检查密钥${variables === "" ? "" : `（${variables}）`}是否复制完整、仍然有效、属于这个服务。`,
  noCredit: (name) => `${name} 的账户余额不足`,
  topUp: "请充值，或不使用它的模型。",
  rateLimited: (name) => `${name} 表示请求过多`,
  slowDown: "请稍后再试。如果一直如此，请调低该服务的 concurrency 或设置 requestsPerMinute。",
  serverError: (name, status) => `${name} 出错，状态码 ${status}`,
  webPage: (name, address) => `${name} 返回的是网页，不是模型的回答，地址 ${address}`,
  wrongPath: (name, address) => `${name} 在 ${address} 没有提供模型`,
  notOpenai: (name, address) => `${name} 的响应不符合 OpenAI 接口，地址 ${address}`,
  oversized: (name, address) => `${name} 发来的数据远超一个回答或模型列表的大小，地址 ${address}`,
  addPath: (address) => `请改正地址，可能缺少 /v1，例如 ${address}`,
  checkPath: "请改正地址中的路径。",
};
