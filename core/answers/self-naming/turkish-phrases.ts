/** How models name themselves in Turkish, whose verbs come last and say who speaks. */
import {
  anyName,
  certain,
  characters,
  edge,
  likely,
  modelName,
  oneOf,
  personal,
  type Phrase,
  words,
} from "./phrase.ts";

/** "-im", "-yım", "-üm" behind a name: "I am". */
const am = "'?y?[iu]m(?![\\p{L}\\p{N}])";
const doneToMe = `\\p{L}{2,16}(?:ld|nd|dir[iu]ld)[iu]m(?![\\p{L}\\p{N}])`;
const making = "(?:geliştir|üret|eğit|oluştur|tasarla|yarat|yap|kur|programla|hazırla)";
const parts = oneOf(
  "adım|ismim|sürümüm|versiyonum|modelim|geliştiricilerim|geliştiricim|yaratıcım|yaratıcılarım|şirketim|üreticim|kurucum|sahibim|temelim",
);
const kind = "(?:model|asistan|yapay zek[aâ]|sohbet robotu|bot|program|sistem)";

/** Every phrase of self-naming in Turkish. */
export const turkishPhrases: readonly Phrase[] = [
  certain(`${edge}ben,? ${words(3)}${modelName}(?=\\s*[.,!;:]|\\s*$|${am}| (?:ad[iı]|isim|model|sürüm|değil|yapay))`),
  certain(`${modelName}${am}`),
  certain(`${edge}ben ${modelName} değil[iu]m`),
  certain(`${modelName} değil[iu]m`),
  certain(`${edge}ben,? ${words(3)}${anyName}(?:'\\p{L}{1,4})? ${words(8)}(?:${kind}\\p{L}{0,4}[iu]m)`),
  certain(`${anyName}(?:'\\p{L}{1,4})?${characters(60)}tarafından ${words(4)}${doneToMe}`),
  certain(`${anyName} tarafından ${words(8)}${kind}\\p{L}{0,4}y?[iu]m(?![\\p{L}\\p{N}])`),
  certain(`${edge}beni ${words(4)}${anyName}(?:'\\p{L}{1,4})? ${words(2)}${making}`),
  certain(`${edge}beni ${making}\\p{L}{1,8} ${words(4)}${anyName}`),
  certain(`${anyName} beni ${making}`),
  certain(`${edge}${parts}:? ${words(4)}${anyName}`),
  certain(`${anyName} ile (?:konuşuyor|sohbet ed|yazışıyor)\\p{L}{0,5}s[iu]n`),
  certain(`${modelName} (?:tabanlı|temelli) ${words(3)}${kind}\\p{L}{0,3}[iu]m`),
  certain(`${edge}bana ${words(2)}${modelName} (?:diyebilir|deyin|de[.! ]|dersin)`),
  personal(`(?:^|[.!?,] )${modelName} (?:burada|hizmetinizde|hizmetinde|konuşuyor)`),
  certain(`${modelName} olarak,? ${words(6)}\\p{L}{2,16}(?:[iu]m|mam|mem)(?![\\p{L}\\p{N}])`),
  likely(`${edge}burası ${modelName}|${edge}karşınızda ${modelName}`),
];

/** What continues a self-naming: "… tarafından geliştirilen 〇〇〇". */
export const turkishContinuations: readonly Phrase[] = [
  certain(`${anyName}(?:'n?[iu]n)? (?:tarafından )?${words(1)}${making}\\p{L}{1,10} ${words(4)}\\uE000`),
  certain(`\\uE000(?:'\\p{L}{1,4})?[,;]? ${words(3)}${anyName}(?:'\\p{L}{1,4})? ${words(3)}(?:tarafından|${making})`),
];
