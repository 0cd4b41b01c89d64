/** Signs that code, a command or a remedy for either is wanted. */
import { holds, looks, says, saysStems, saysWords, type Sign, strongestOf } from "./sign.ts";

const language = `(?:python ?3?|javascript|typescript|java(?! island| coffee| sea)|kotlin|golang|haskell|scala|perl|php|lua|matlab|fortran|cobol|assembly|elixir|clojure|dart|c\\+\\+|cpp|c#|objective-c|vba|solidity|node\\.?js|js|sql|bash|powershell|html5?|css3?)`;
const tool = `(?:${[
  "reactjs|react (?:hooks?|components?|app|native|router|state)|use(?:state|effect|memo|ref)|vue ?\\d?|vuex|angular|svelte|next\\.?js|nuxt|django|flask|fastapi|laravel|spring ?boot|rails|express(?:\\.js| server| app)",
  "pandas|numpy|matplotlib|pytorch|tensorflow|sklearn|scikit-learn|scipy|dataframes?|jupyter|opencv|selenium|puppeteer|beautifulsoup|docker(?:file)?|kubernetes|kubectl|k8s|nginx|redis|mongo(?:db)?|mysql|sqlite|postgres(?:ql)?",
  "kafka|rabbitmq|terraform|ansible|webpack|vite|npm|pnpm|yarn (?:install|add)|pip(?: install)?|conda|cargo|gradle|maven|cmake|makefile|gcc|clang|vim|neovim|tmux|ssh|scp|rsync|cron(?:tab| job)?|systemd|systemctl|zsh|regexp?s?",
  "linux|ubuntu|debian|wsl|git(?:hub|lab)?|vs ?code|intellij|xcode|arduino|esp32|raspberry pi|ffmpeg|curl|awk|sed|grep|jq|json|yaml|xml|csv|graphql|websockets?|oauth|jwt|cors|orm|prisma|flexbox|css grid|tailwind|jquery|bootstrap",
  "databases?|sql|discord bot|telegram bot|slack bot|batch files?|chrome extension|goroutines?|go routines?|tcp|udp|sockets?|viewport|publickey|list comprehensions?|o\\(n|unity|website (?:looks|is|does|keeps|crashes)|meta tag|css|pod|regex|http|urls?|for loops?|while loops?|dict(?:ionary)? (?:or|in|from)|or a dict|tuples?|enums?|structs?|big[- ]o\\b|time complexity|quick ?sort|merge ?sort|bubble ?sort|binary search|linked lists?|hash ?maps?|latex|vlookup|xlookup|google sheets|excel (?:formula|macro)|unity (?:script|c#)|godot|minecraft (?:plugin|mod)|lambda function|api keys?|rest api|localhost|stack ?overflow|leetcode|pytest|jest|asyncio|mutex|subnet|dns record",
].join("|")})`;
const bug = `(?:${[
  "(?:type|syntax|reference|value|key|index|name|attribute|import|runtime|null ?pointer|module\\w{0,8}|indentation|segmentation|out ?of ?memory)[ _-]?(?:errors?|exceptions?|fault)",
  "tracebacks?|stack ?traces?|segfaults?|core dumped|undefined is not|cannot read propert\\w{1,4}|not defined|merge conflicts?|compil(?:e|er|es|ing|ation)\\b.{0,12}(?:errors?|warnings?)?|debug(?:ging|ger)?|memory leaks?|infinite loop|race conditions?|deadlocks?|deprecat\\w{1,6}|exit code|permission denied|eaddrinuse|econnrefused|404|http [45]\\d\\d|browser console|unit tests?",
].join("|")})`;
const matter = `(?:${[
  "functions?|(?<!(?:dress|zip|area|promo|discount|morse|building|moral|qr|coupon|post) )code(?! of conduct)|coding|programm(?:ing|er)|programs?|scripts?|one-?liners?|algorithms?|api|backend|front-?end|databases?|db|quer(?:y|ies)|arrays?|strings?|hash ?maps?|linked lists?",
  "binary (?:search|tree)|recursi(?:on|ve)|pointers?|loops?|for loop|while loop|variables?|constructors?|inherit(?:s|ance)|interface|async|await|promises?|callbacks?|threads?|server|endpoint|subfolders?|shell|terminal|command line|cli|stdin|stdout|commits?|branch|rebase|repo(?:sitory)?|pull request|deploy\\w{0,6}|containers?|ports?|env(?:ironment)? variables?|div|webpage|web scraper|scraper|parser?|parse|refactor\\w{0,3}|implement\\w{0,4}|time complexity|big[- ]o|garbage collect\\w{1,4}|primary key|foreign key|index(?:es)?|left join|inner join|join",
].join("|")})`;

const english: readonly Sign[] = [
  saysWords(
    2,
    "what does (?:this|the) (?:\\w{1,12} )?(?:do|mean in code)|scripts? (?:that|to|which)|what does this (?:code|function|regex|command|query)",
  ),
  saysWords(5, language.replaceAll("c\\+\\+|", "").replaceAll("c#|", "")),
  says(
    4,
    "\\bc(?:\\+\\+|#)",
    "\\.net\\b",
    "\\b(?:in|with|using) (?:rust|ruby|swift|go|c|r|shell)\\b",
    "\\b(?:rust|ruby|swift|go|c|r|shell) (?:code|program|function|script|struct|lang|macro|lifetimes?|compiler|borrow checker|goroutines?|channels?)\\b",
  ),
  saysWords(5, tool),
  saysWords(
    4.4,
    "(?:let|const|var|null|undefined|abstract class) (?:and|or|vs|versus) (?:let|const|var|null|undefined|interface)",
  ),
  says(1.5, "\\bexcel\\b"),
  saysWords(3.5, bug),
  saysWords(
    2.5,
    `(?:write|create|make|build|code|implement|fix|debug|optimi[sz]e|refactor|explain|review|convert|port|translate|rewrite)\\b.{0,50} (?:${language}|code|functions?|scripts?|program|query|regexp?|class|snippet|one-?liner|algorithm|unit tests?|sql|app|bot|plugin|macro|script|api)(?! of conduct)`,
  ),
  saysWords(
    4,
    `(?:translate|convert|port|rewrite|turn)\\b.{0,50} (?:to|into|in|from) (?:${language}|rust|ruby|swift|go|c)`,
  ),
  saysWords(
    -3,
    "(?:movie|film|play|youtube|video|podcast|radio|sales|phone|wedding|sketch|comedy|tv) scripts?|scripts? (?:for|of) (?:an? |my |the )?(?:\\w{1,12} ){0,2}(?:play|video|movie|film|podcast|call|skit|scene|youtube|tiktok|show|phone)",
  ),
  saysWords(-3, "(?:poem|haiku|limerick|joke|story|song|blog post|essay|tweet|cover letter|pun|rap|resume)s?"),
];

const chinese: readonly Sign[] = [
  says(
    3,
    "代码|编程|脚本|报错|正则(?:表达式)?|爬虫|前端|后端|冒泡|快速排序|排序算法|归并|二叉树|链表|递归|多线程|协程|死锁|内存泄漏|指针|编译|调试|命令行|环境变量|虚拟机|堆栈|数据结构|动态规划|回溯|贪心算法|哈希|反射|泛型|闭包|装饰器|中间件|微服务|跨域|依赖注入|单元测试|源码|开源库|语法错误|空指针|越界|死循环|力扣|刷题|(?:c|java|go|rust|r|汇编)语言|(?:for|while) ?循环|段错误|单例|设计模式|父子组件|传值|深拷贝|数据库|线程|端口|接口|部署|服务器|缓存|数组|字符串|异步|并发|宿主机|日志(?:级别|文件|报)|乱码|驱动",
  ),
  says(
    2,
    "函数(?!图|.{0,6}(?:单调|极|最|值域|定义域|导|零点|对称))|程序(?!员|序)|算法|接口|数据库|数组|字符串|线程|进程|端口|容器|部署|索引|排序|小程序|服务器|宿主机|变量|循环|框架|日志|注解|回调|异步|并发|缓存|分页|批量|排查|返回\\d{3}|文件夹|单引号|遍历|去重|建表|查询语句|查询|控制台|终端|安装包|组件|页面|网页",
  ),
  says(
    2.5,
    "用.{0,12}(?:写|实现|做|训).{0,4}(?:个|一个|段)|实现(?:一个|一下|个|.{0,10}功能)|(?:怎么|如何|咋)(?:部署|调用|配置|连接|监听|解析|渲染|导入|打包|回滚|合并分支|居中)|跑不起来|运行(?:不了|报|结果|时)",
  ),
  says(2.5, "能直接跑|(?:哪里|哪儿)(?:有问题|错了|不对)|有(?:什么)?bug|bug"),
  says(3, "写.{0,12}(?:正则|函数|脚本|程序|代码|sql|算法|接口|爬虫|小游戏|页面|网页|插件|组件|测试用例|类(?:$|[,，]))"),
  says(2.5, "excel.{0,20}(?:公式|函数|宏|去重|透视)|公式.{0,6}excel|vlookup"),
];

const elsewhere: readonly Sign[] = [
  says(
    2.7,
    "コード|プログラム|プログラミング|スクリプト|関数(?!の(?:グラフ|極|最))|エラー|正規表現|アルゴリズム|コマンド|デバッグ|コンパイル|データベース|クエリ|配列|変数|ループ|実装|サーバー|ターミナル|コンテナ|例外|ライブラリ|シェル|パイソン|再帰|ブランチ|コミット|エクセルの(?:関数|数式)",
  ),
  says(
    2.7,
    "코드|코딩|프로그램|프로그래밍|스크립트|함수|에러|오류|정규식|정규표현식|알고리즘|명령어|디버깅|컴파일|데이터베이스|쿼리|배열|변수|반복문|구현|서버|터미널|컨테이너|예외|라이브러리|파이썬|자바|재귀|브랜치|커밋|엑셀 (?:함수|수식)|리눅스|깃",
  ),
  saysStems(
    2.7,
    "код(?:а|е|ом|у)?(?![а-я])|скрипт|функци[юяи]|программ(?:у|а|ы|ирован)|ошибк|регуляр|запрос|баз[аыеу] данных|цикл|команд[ауы]|терминал|алгоритм|компил|массив|сервер|контеинер|рекурс|питон|библиотек|файл|папк|строк[аиу]|дебаг|баг(?:а|и)?(?![а-я])|докер|линукс|поле ",
  ),
];

const form: readonly Sign[] = [
  holds(3, "```"),
  holds(
    3,
    "^[ \\t]{0,12}(?:def |class |import |from [\\w.]{1,30} import |#include|public (?:static|class|void)|const \\w|let \\w{1,20} ?=|var \\w{1,20} ?=|function ?\\w{0,30}\\(|fn \\w|func \\w|package \\w{1,20};?$|using namespace|select .{1,80} from |<\\?php|<!doctype|\\$ (?:npm|git|pip|sudo)|for \\w{1,12} in .{1,40}:$|for ?\\(|while ?\\(|if ?\\(.{1,60}\\) ?\\{|return\\b|print ?\\(|at [\\w.$]{3,60}\\()",
    "\\b(?:console\\.log|system\\.out|std::|printf ?\\(|document\\.|self\\.|this\\.\\w|np\\.|pd\\.|malloc|nullptr|\\bin range ?\\(|print\\(|lambda \\w|elif |sudo |chmod |git (?:push|pull|commit|rebase|merge|reset|checkout|stash|log)|npm (?:run|install|err)|pip install|docker (?:run|compose|build|exec|ps))",
    "[\\w)\\]]\\.\\w{2,20}\\(\\)|\\w\\(\\w{0,20}\\) ?(?:\\{|=>)|[;{}]$|=>|[=!]==|&&|\\|\\||</\\w{1,12}>|\\w->\\w|\\w{1,20}\\[\\w{1,12}\\] ?=[^=]|;\\s{0,8}\\}",
    "\\b\\w{0,20}(?:error|exception):|\\berror (?:ts|c|cs|e)?\\d{3,5}\\b|fatal:|traceback|undefined|nullpointer|segmentation fault|errno|err_\\w{3,40}|exit code \\d",
  ),
  holds(
    1.5,
    "(?:^|[\\s*`(])[*./~]{0,3}\\.(?:jpe?g|png|txt|csv|json|py|js|ts|html|css|md|log|sh|xlsx?|env|gitignore|ya?ml|heic|mp4)\\b|\\b\\w{1,30}\\.(?:py|js|ts|jsx|tsx|cpp|java|rs|rb|php|sh|sql|html|css|json|ya?ml|toml|ipynb)\\b",
    "\\b[a-z]{2,20}_[a-z]{2,20}\\b|\\b\\w{1,20}\\(\\)",
  ),
  looks(-1.5, ({ opening }) =>
    /^(?:who (?:invented|created|made)|when (?:was|did)|why is .{1,20} (?:called|named|so popular)|谁(?:发明|创造))/.test(
      opening,
    ),
  ),
];

/** Some words belong to several languages. */
const matters = strongestOf(
  saysWords(1.7, matter),
  saysWords(
    2.7,
    "skripte?|programm(?:ier\\w{0,4})?|funktion(?! der| des| von)|code|fehlermeldung|regularer ausdruck|abfrage|datenbank|schleife|befehl|kommandozeile|konsole|ordner|dateien|liste|rekursiv|klasse|absturz|kompilier\\w{0,4}|algorithmus",
  ),
  saysWords(
    2.7,
    "fonction|script|code|programme|requete|base de donnees|boucle|tableau|expression reguliere|commande|erreur|algorithme|compil\\w{1,4}|fichiers?|terminal|doublons|bogue|recursi\\w{1,3}|classe",
  ),
  saysWords(
    2.7,
    "funcion(?! de| del)|script|codigo(?! (?:postal|penal|civil|de))|programa(?! de)|consulta|base de datos|bucle|arreglo|expresion regular|comando|algoritmo|compil\\w{1,4}|archivos?|terminal|div|servidor|recursiv\\w|clase|error",
  ),
);

/** What speaks for and against programming. */
export const programmingSigns: readonly Sign[] = [...english, ...chinese, ...elsewhere, matters, ...form];
