/** Pairs of questions, by hand: asked again in nearly the same words, or something else however alike they look. */

type Pair = readonly [one: string, other: string];

const long = "A train leaves the station at noon and its speed grows evenly; explain how far it has come when";

/** The same question once more. */
export const same: readonly Pair[] = [
  ["Why is the sky blue?", "why is the sky blue"],
  ["Why is the sky blue?", "Why is the sky blue??"],
  ["Why is the sky blue?", "  WHY is the\nsky   blue ?"],
  ["Why is the sky blue?", "Ｗhy is the sky blue？"],
  ["What's the capital of Peru?", "What’s the capital of Peru"],
  ["What is 12 + 7?", "what is 12+7"],
  ["Translate 'cat' to French", "translate “cat” to French."],
  ["What is x²?", "What is x^2?"],
  ["Is a well-known co-op a company?", "is a well known co op a company?"],
  ["Explain quicksort", "explain quicksort!"],
  [
    "Please explain to me in simple words how a refrigerator keeps food cold and why it uses so much power.",
    "Please explain to me in simple terms how a refrigerator keeps food cold and why it uses so much power.",
  ],
  [
    "Please explain to me in simple words how a refrigerator keeps food cold and why it uses so much power.",
    "Explain to me in simple words how a refrigerator keeps food cold and why it uses so much power",
  ],
  [
    "Write a polite email to my landlord in which I ask him to repair the heating in the kitchen this week",
    "Write a polite email to my landlord in which I ask him to repair the radiator in the kitchen this week",
  ],
  [
    "Write a polite email to my landlord in which I ask him to repair the heating in the kitchen this week",
    "Hi, write a polite email to my landlord in which I ask him to repair the heating in the kitchen this week, thanks",
  ],
  [
    "Write a Python function that takes a list of words and returns the one that occurs in it most often",
    "Write a Python function which takes a list of words and returns the one that occurs in it most often",
  ],
  [
    "Summarise the plot of the novel for somebody who has seen the film, without telling them how the story ends",
    "Summarize the plot of the novel for somebody who has seen the film, without telling them how the story ends",
  ],
  [
    "I have been learning the piano for a year and my hands still hurt after an hour; what should I change?",
    "I have been learning the piano for a year and my hands still hurt after an hour, what could I change?",
  ],
  [
    "What would happen to the climate of Europe if the Gulf Stream became much weaker over the coming decades?",
    "What would happen to the climate of Europe if the Gulf Stream became much weaker in the coming decades?",
  ],
  ["为什么天空是蓝色的？", "为什么天空是蓝色的"],
  ["为什么天空是蓝色的？", "为什么天空，是蓝色的？？"],
  ["把“猫”翻译成法语", "把「猫」翻译成法语。"],
  ["12 加 7 等于多少？", "12加7等于多少"],
  ["请解释快速排序", "请解释快速排序！"],
  [
    "请帮我写一封礼貌的邮件给房东，说厨房的暖气坏了，希望这个星期能派人过来修理一下",
    "请帮我写一封礼貌的邮件给房东，说厨房的暖气坏了，希望这个星期能够派人过来修理一下",
  ],
  [
    "请帮我写一封礼貌的邮件给房东，说厨房的暖气坏了，希望这个星期能派人过来修理一下",
    "帮我写一封礼貌的邮件给房东，说厨房的暖气坏了，希望这个星期能派人过来修理一下！",
  ],
  [
    "请用通俗易懂的话解释冰箱是怎样让食物保持低温的，以及它为什么这样耗电，举例说明",
    "请用通俗易懂的话解释冰箱是怎样让食物保持低温的，以及它为什么这么耗电，举例说明",
  ],
  ["空はなぜ青いのですか？", "空はなぜ青いのですか"],
  ["하늘은 왜 파란가요?", "하늘은 왜 파란가요"],
  ["ทำไมท้องฟ้าเป็นสีฟ้า?", "ทำไมท้องฟ้าเป็นสีฟ้า"],
  ["Почему небо голубое?", "почему небо голубое"],
  ["¿Por qué el cielo es azul?", "por qué el cielo es azul"],
  ["Warum ist der Himmel blau?", "warum ist der himmel blau"],
  [
    "Kannst du mir bitte erklären, warum im Winter die Tage kürzer werden und wie das mit der Erde zusammenhängt?",
    "Kannst du mir bitte erklären, wieso im Winter die Tage kürzer werden und wie das mit der Erde zusammenhängt?",
  ],
  // Said in quite other words: nobody is expected to find these two.
  ["What is the reason for the blue colour of the sky?", "Why is the sky blue?"],
];

/** Another question. */
export const different: readonly Pair[] = [
  ["What is 12 + 7?", "What is 12 + 8?"],
  ["What is 12 + 7?", "What is 12 - 7?"],
  ["What is 2*(3+4)?", "What is 2*3+4?"],
  ["What is 3.5 times 2?", "What is 35 times 2?"],
  ["What is 2³?", "What is 23?"],
  ["Translate 'cat' to French", "Translate 'dog' to French"],
  ["Translate 'cat' to French", "Translate 'cat' to German"],
  ["Explain quicksort", "Explain mergesort"],
  ["Is coffee healthy?", "Is coffee not healthy?"],
  ["Why is the sky blue?", "Why is the sea blue?"],
  ["What is C?", "What is C++?"],
  ["What is C#?", "What is C++?"],
  ["Does the dog bite the man?", "Does the man bite the dog?"],
  ["What does x == y mean in a program?", "What does x != y mean in a program?"],
  ["What is the largest country in the world by area?", "What is the second largest country in the world by area?"],
  [`${long} 10 minutes have passed`, `${long} 20 minutes have passed`],
  [`${long} ten minutes have passed`, `${long} twenty minutes have passed`],
  [`${long} it is faster than a car`, `${long} it is slower than a car`],
  [
    "Explain to somebody who has studied law why this contract is valid although it was never signed by the buyer",
    "Explain to somebody who has studied law why this contract is not valid although it was never signed by the buyer",
  ],
  [
    "Explain to somebody who has studied law why a landlord may enter a flat although the tenant doesn't want that",
    "Explain to somebody who has studied law why a landlord may enter a flat although the tenant does want that",
  ],
  [
    "Translate the following sentence about the weather at the coast into French: the wind is cold and the sea is rough",
    "Translate the following sentence about the weather at the coast into German: the wind is cold and the sea is rough",
  ],
  [
    'Is the following review of a restaurant by a guest friendly or angry in its tone: "We waited for an hour"?',
    'Is the following review of a restaurant by a guest friendly or angry in its tone: "We loved it"?',
  ],
  [
    "Write a Python function that takes a list of words and returns the one that occurs in it most often",
    "Write a Java function that takes a list of words and returns the one that occurs in it most often",
  ],
  [
    "Write a Python function that takes a list of words and returns the one that occurs in it most often",
    "Write a Python function that takes a list of words and returns the one that occurs in it least often",
  ],
  [
    "Write a Python function that takes a list of words and returns the one that occurs in it most often",
    "Write a Python function that takes a string of letters and counts how often each of them occurs in it",
  ],
  [
    "Write a short story for children about a fox that finds a lantern in the forest and takes it home",
    "Write a short story for children about a bear that finds a violin in the attic and takes it home",
  ],
  ["为什么天空是蓝色的？", "为什么海水是蓝色的？"],
  ["把“猫”翻译成法语", "把“狗”翻译成法语"],
  ["把“猫”翻译成法语", "把“猫”翻译成德语"],
  ["12 加 7 等于多少？", "12 加 8 等于多少？"],
  ["十二加七等于多少？", "十二加八等于多少？"],
  ["请解释快速排序", "请解释归并排序"],
  ["喝咖啡健康吗？", "喝咖啡不健康吗？"],
  ["世界上面积最大的国家是哪个？", "世界上面积最小的国家是哪个？"],
  [
    "请把下面这句话翻译成法语，并且说明其中每个词的意思和用法：海边的风很冷，浪也很高",
    "请把下面这句话翻译成德语，并且说明其中每个词的意思和用法：海边的风很冷，浪也很高",
  ],
  [
    "请向一个学过法律的人解释，为什么这份合同在买方从来没有签字的情况下仍然是有效的",
    "请向一个学过法律的人解释，为什么这份合同在买方从来没有签字的情况下仍然是无效的",
  ],
  [
    "请写一个 Python 函数，它接受一个由单词组成的列表，返回其中出现次数最多的那个单词",
    "请写一个 Python 函数，它接受一个由单词组成的列表，返回其中出现次数最少的那个单词",
  ],
  ["空はなぜ青いのですか？", "海はなぜ青いのですか？"],
  ["これは正しい文ですか、教えて", "これは正しくない文ですか、教えて"],
  ["하늘은 왜 파란가요?", "바다는 왜 파란가요?"],
  ["Почему небо голубое?", "Почему море голубое?"],
  ["Ist Kaffee gesund?", "Ist Kaffee nicht gesund?"],
  ["¿Cuánto es tres por dos?", "¿Cuánto es cuatro por dos?"],
  // One word of many, and all turns on it: no rule on words alone tells this from a better word for the same.
  [
    "Please explain to me in simple words how a refrigerator keeps food cold and why it uses so much power.",
    "Please explain to me in simple words how a refrigerator keeps food cold and why it uses so much water.",
  ],
];
