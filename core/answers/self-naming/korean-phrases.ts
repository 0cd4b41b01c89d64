/** How models name themselves in Korean. Its letters are folded into their parts, so lengths count those. */
import { anyName, certain, characters, edge, likely, modelName, oneOf, type Phrase } from "./phrase.ts";

const i = `${edge}(?:저는|나는|전|난|저희는|저도|이 모델은|본 모델은)`;
const making = "(?:만든|만들|개발|훈련|학습|제작|설계|구축|제공|출시|탄생|운영|선보|창조|태어)";
const by = "(?:에서|가|이|의|에 의해|사가|사에서|사의|팀이|팀에서|측에서|를 통해|로부터)";
const am =
  "(?:입니다|이에요|예요|에요|이라고|라고|이라는|라는|이야|야[.,! ]|야$|이고|이며|인데|이죠|죠|이지|라 ?합니다|(?:이)?랍니다|[.,!]|$)";
const parts = oneOf(
  "이름|모델|모델명|버전|개발사|개발자|제작사|제작자|회사|정체|개발 ?회사|창조자|기반 모델|소속|만든 ?곳",
);

/** Every phrase of self-naming in Korean. */
export const koreanPhrases: readonly Phrase[] = [
  certain(`${i}[, ]{0,2}${characters(50)}${modelName}(?=${am})`),
  certain(`${i} ${anyName}(?:가|이|은|는) 아니(?:라|고|며|에요|예요|지만)?[,. ]{0,2}${characters(20)}${modelName}?`),
  certain(`${i} ${anyName}(?:가|이|은|는) 아닙니다`),
  certain(`${i}[, ]{0,2}${characters(40)}${anyName}${by} ?${characters(50)}${making}`),
  certain(`${i}[, ]{0,2}${characters(20)}${anyName}의 ${characters(30)}(?:모델|ai|어시스턴트|인공지능|비서|챗봇)`),
  certain(`${edge}(?:저를|나를|절|날) ${characters(10)}${making}${characters(40)}${anyName}`),
  certain(`${anyName}(?:가|이|에서|사가) ${characters(10)}(?:저를|나를|절) ${making}`),
  certain(
    `${edge}(?:제|내|저의|나의|현재|지금) ${characters(20)}${parts}(?:은|는|이|가)? ?${characters(30)}${anyName}`,
  ),
  likely(`(?:^|[.!?] )(?:모델명|모델|버전|이름|개발사)(?:은|는) ${modelName}`),
  certain(`${modelName}(?:이)?라고 (?:합니다|해요|불러|부르|하며|해)`),
  certain(`${modelName}(?:이)?인 (?:저|나|제|내)`),
  likely(`${modelName}(?:으)?로서[, ]`),
  certain(`${i} ${characters(16)}${modelName}(?:을|를)? ?(?:기반|바탕|토대)`),
  certain(`(?:안녕하세요|반갑습니다|안녕|반가워요|네|아니요|아뇨)[,!. ]{1,3}${modelName}(?=${am})`),
  certain(`(?:지금|현재)? ?${anyName}(?:와|과|이랑|랑) (?:대화|이야기|얘기|채팅)(?:하고 계|하고 있|중)`),
];

/** What names its speaker when the question speaks to it. */
export const koreanAddressed: readonly Phrase[] = [likely(`(?:^|[.!?] )${modelName}(?=${am})`)];

/** What continues a self-naming: "…가 만든 〇〇〇입니다". */
export const koreanContinuations: readonly Phrase[] = [
  certain(`${anyName}${by} ${characters(50)}\\uE000`),
  certain(
    `\\uE000(?:입니다|이에요|예요|이고|이며|라고 합니다)[,. ]{0,2}${characters(20)}${anyName}${by} ?${characters(50)}${making}`,
  ),
  certain(`\\uE000(?:가|이|은|는) 아니(?:라|고|며)[, ]{0,2}${characters(20)}${modelName}`),
];
