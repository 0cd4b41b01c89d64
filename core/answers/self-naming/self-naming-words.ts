/** The words in which a model names itself, by language; alternatives are parted by "|". */

/** What a language says where English says "I am", "made by", "my name". */
export type SelfNamingWords = {
  /** "I am", "my name is". */
  iAm: string;
  /** Words between "I am" and the name that bring nobody else in. */
  small: string;
  /** What must follow the name where "I am" is only "I". */
  afterName?: string;
  /** "assistant", "model". */
  kind: string;
  /** "created", "trained". */
  made: string;
  /** "by", "from", "of". */
  by: string;
  /** "I was", before what was done. */
  wasMade: string;
  /** "made me", "the one who made me". */
  me: string;
  mine: string;
  /** What is mine: name, version, maker. */
  parts: string;
  /** "As …, I": what comes before the name and what after. */
  asSpeaker: readonly [before: string, after: string];
  youTalkTo: string;
  basedOn: string;
  callMe: string;
  /** "This is … (speaking)". */
  hereIs: string;
  /** The same, behind the name. */
  isHere: string;
  iComeFrom: string;
  /** "but", after what one is not. */
  butRather: string;
};

const spanish: SelfNamingWords = {
  iAm: "(?:yo )?(?:no )?soy|me llamo|mi nombre es|me conocen como",
  small:
    "el|la|un|una|modelo|asistente|asistente virtual|llamado|llamada|de|del|no|solo|simplemente|en realidad|lenguaje|de lenguaje|ia|versión|nada menos que|conocido como",
  kind: "modelos?|asistente|ia|inteligencia artificial|chatbot|bot|programa|sistema",
  made: "cread[oa]|desarrollad[oa]|entrenad[oa]|diseñad[oa]|hech[oa]|construid[oa]|programad[oa]|lanzad[oa]|impulsad[oa]|ofrecid[oa]|generad[oa]|escrit[oa]",
  by: "por|de|del|en",
  wasMade: "fui|he sido|estoy",
  me: "me (?:creó|crearon|desarrolló|desarrollaron|entrenó|entrenaron|hizo|hicieron|diseñó|diseñaron|programó|programaron|construyó|ha creado|ha desarrollado|ha entrenado)",
  mine: "mis?|nuestros?|nuestra",
  parts:
    "nombre|modelo|versión|creador(?:a|es)?|desarrollador(?:a|es)?|empresa|compañía|fabricante|equipo|laboratorio|proveedor|identidad|(?:creador|empresa|versión|modelo)(?: actual| es| son)?",
  asSpeaker: ["como", "mi|mis|no|solo|soy|puedo|me|yo|tengo|fui|estoy|carezco"],
  youTalkTo: "(?:estás|está|están) (?:hablando|chateando|conversando) con|(?:hablas|habla) con",
  basedOn:
    "(?:estoy|soy|un modelo) basad[oa] en|me baso en|funciono con|(?:estoy|soy) impulsad[oa] por|una versión (?:ajustada|afinada) de",
  callMe: "(?:puedes|puede|podéis) llamarme|llámame|llámeme|me dicen",
  hereIs: "(?:buenas, )?aquí(?: está| tienes a)?|te (?:habla|saluda|escribe)|le (?:habla|saluda)",
  isHere: "a (?:tu|su) servicio|al habla|aquí|presente",
  iComeFrom:
    "(?:vengo|provengo) (?:de|del)|pertenezco a|trabajo para|detrás de mí (?:está|hay)|(?:la|una) (?:empresa|compañía) que me (?:creó|hizo|desarrolló|entrenó) (?:es|fue)",
  butRather: "sino|llamad[oa]|soy|sino que soy|ni|pero soy",
};

const french: SelfNamingWords = {
  iAm: "je (?:ne )?(?:suis|m'appelle|me nomme)(?: pas)?|mon nom (?:est|c'est)|moi,? c'est|on m'appelle|je m'appelle",
  small:
    "le|la|l'|un|une|modèle|assistant|assistante|appelé|nommé|de|du|pas|simplement|en fait|langage|de langage|ia|version|l'assistant|l'ia|le modèle|connu sous le nom de",
  kind: "modèle|assistante?|ia|intelligence artificielle|chatbot|bot|programme|système|l'assistante?",
  made: "créée?|développée?|entraînée?|conçue?|faite?|construite?|programmée?|lancée?|propulsée?|proposée?|générée?|rédigée?|mise? au point",
  by: "par|de|du|chez|d'",
  wasMade: "j'ai été|je suis|je fus",
  me: "m'(?:a|ont) (?:créée?|développée?|entraînée?|conçue?|faite?|programmée?|construite?)",
  mine: "mon|ma|mes|notre|nos",
  parts:
    "nom|modèle|version|créateurs?|développeurs?|concepteurs?|entreprise|société|fabricant|équipe|laboratoire|fournisseur|identité|éditeur|créatrice|(?:version|modèle|nom) (?:actuelle?|exact|complet)",
  asSpeaker: ["en tant qu(?:e |')|étant", "je|j'ai|j'|mes?|mon|ma|il m'est"],
  youTalkTo: "(?:vous parlez|tu parles|vous discutez|tu discutes|vous échangez) (?:à|avec)(?: l'assistant)?",
  basedOn: "je suis basée? sur|je (?:repose|m'appuie|fonctionne) (?:sur|avec)|une version (?:affinée|ajustée) de",
  callMe: "(?:tu peux|vous pouvez) m'appeler|appelle-moi|appelez-moi|on m'appelle",
  hereIs: "ici|c'est|voici",
  isHere: "à (?:ton|votre) service|au rapport|à l'appareil",
  iComeFrom:
    "je (?:viens|proviens) (?:de|du|de chez)|j'appartiens à|je travaille pour|derrière moi,? (?:il y a|se trouve)|l'entreprise qui m'a (?:créé|conçu|développé|entraîné) (?:est|c'est|se nomme)",
  butRather: "mais|appelée?|nommée?|je suis|ni|mais plutôt",
};

const german: SelfNamingWords = {
  iAm: "ich (?:bin|heiße)(?: nicht)?|mein name (?:ist|lautet)|man nennt mich",
  small:
    "der|die|das|ein|eine|einen|modell|sprachmodell|ki-modell|assistent|ki-assistent|namens|von|nicht|nur|einfach|eigentlich|tatsächlich|ki|version|sondern|also|hier|bekannt als",
  kind: "(?:ki|ki-|sprach|große |großes )?-?(?:modell|assistent|assistentin|sprachmodell|ki)|chatbot|bot|programm|system|künstliche intelligenz",
  made: "entwickelt|erschaffen|erstellt|trainiert|gebaut|gemacht|programmiert|geschaffen|entworfen|veröffentlicht|bereitgestellt|betrieben|generiert|verfasst",
  by: "von|vom|bei|durch|aus dem hause",
  wasMade: "ich wurde|ich bin|wurde ich",
  me: "(?:mich|hat mich|haben mich)(?: (?:hat|haben|entwickelte|erschuf|trainierte))?(?=[^.!?\\n]{0,80}(?:entwickelt|erschaffen|erstellt|trainiert|gebaut|gemacht|programmiert|geschaffen|entworfen|erschuf))",
  mine: "mein|meine|unser|unsere",
  parts:
    "name|modell|version|modellname|schöpfer|entwickler(?:in|team)?|hersteller|firma|unternehmen|team|labor|anbieter|identität|macher",
  asSpeaker: ["als", "bin ich|kann ich|habe ich|weiß ich|darf ich|besitze ich|werde ich|ich|fehlt mir"],
  youTalkTo:
    "(?:du sprichst|sie sprechen|du chattest|sie chatten|du redest|ihr sprecht|du schreibst|sie schreiben) (?:gerade |hier )?mit",
  basedOn:
    "ich basiere auf|ich beruhe auf|ich laufe (?:auf|mit)|ich bin eine (?:angepasste|feinabgestimmte) version von",
  callMe: "(?:nenn|nenne|nennen sie) mich|(?:du kannst|sie können) mich",
  hereIs: "hier (?:ist|spricht|schreibt)|(?:servus|hallo|hi), hier ist",
  isHere: "hier|zu (?:deinen|ihren|euren) diensten|meldet sich|am apparat",
  iComeFrom:
    "ich (?:komme|stamme) (?:von|aus|vom)|ich gehöre (?:zu|zur)|ich arbeite für|hinter mir (?:steht|stecken?|stehen)|die firma(?:,)? die mich (?:entwickelt|gebaut|trainiert|erschaffen) hat(?:,)? (?:ist|heißt)",
  butRather: "sondern|namens|genannt|ich bin|aber ich bin|weder|noch|vielmehr",
};

const portuguese: SelfNamingWords = {
  iAm: "(?:eu )?(?:não )?sou|(?:eu )?me chamo|chamo-me|(?:o )?meu nome é",
  small:
    "o|a|os|um|uma|modelo|assistente|assistente virtual|chamado|chamada|de|do|da|não|apenas|na verdade|linguagem|de linguagem|ia|versão|conhecido como",
  kind: "modelo|assistente|ia|inteligência artificial|chatbot|bot|programa|sistema",
  made: "criad[oa]|desenvolvid[oa]|treinad[oa]|projetad[oa]|feit[oa]|construíd[oa]|programad[oa]|lançad[oa]|alimentad[oa]|oferecid[oa]|gerad[oa]|escrit[oa]",
  by: "por|pel[oa]|da|do|de|na|no",
  wasMade: "fui|estou|tenho sido",
  me: "me (?:criou|criaram|desenvolveu|desenvolveram|treinou|treinaram|fez|fizeram|projetou|projetaram|programou|programaram|construiu)",
  mine: "meus?|minhas?|nossos?|nossa",
  parts:
    "nome|modelo|versão|criador(?:a|es)?|desenvolvedor(?:a|es)?|empresa|companhia|fabricante|equipe|equipa|laboratório|fornecedor|identidade|programador(?:a|es)?",
  asSpeaker: ["como|enquanto|sendo", "sou|não|meus?|minhas?|eu|tenho|posso|fui|apenas|estou"],
  youTalkTo:
    "(?:você está|está|estás|tu estás) (?:falando|conversando|a falar|a conversar) com|(?:você|tu) fala(?:s)? com",
  basedOn:
    "(?:sou|estou|um modelo) basead[oa] (?:em|no|na)|me baseio (?:em|no|na)|uma versão (?:ajustada|refinada) d[oa]",
  callMe: "(?:pode|podes|podem) me chamar|me chame|chame-me|chama-me|podes chamar-me|pode chamar-me",
  hereIs: "aqui (?:é|está|fala)|aqui quem fala é|quem fala é",
  isHere: "ao seu dispor|às suas ordens|aqui|falando",
  iComeFrom:
    "(?:eu )?(?:venho|vim|provenho) (?:da|do|de)|pertenço (?:à|ao|a)|trabalho para|por trás de mim está|a empresa que me (?:criou|fez|desenvolveu|treinou) (?:é|foi)",
  butRather: "mas|chamad[oa]|mas sim|sou|nem|e sim",
};

const italian: SelfNamingWords = {
  iAm: "(?:io )?(?:non )?sono|mi chiamo|il mio nome è",
  small: "il|lo|la|l'|un|una|modello|assistente|chiamato|di|non|solo|semplicemente|in realtà|linguistico|ia|versione",
  kind: "modello|assistente|ia|intelligenza artificiale|chatbot|bot|programma|sistema",
  made: "creat[oa]|sviluppat[oa]|addestrat[oa]|progettat[oa]|fatt[oa]|costruit[oa]|programmat[oa]|generat[oa]",
  by: "da|dal|dalla|di|della",
  wasMade: "sono stat[oa]|sono",
  me: "mi (?:ha|hanno) (?:creat[oa]|sviluppat[oa]|addestrat[oa]|progettat[oa]|fatt[oa]|programmat[oa])",
  mine: "mi[oa]|miei|mie",
  parts: "nome|modello|versione|creator[ei]|sviluppator[ei]|azienda|società|produttore|team|laboratorio",
  asSpeaker: ["in quanto|come|essendo", "non|sono|posso|ho|mi|io|la mia|il mio"],
  youTalkTo: "stai (?:parlando|chattando) con|parli con",
  basedOn: "(?:sono|mi) bas(?:ato|ata|o) su",
  callMe: "(?:puoi|può) chiamarmi|chiamami|mi chiami",
  hereIs: "qui(?: è| parla)?|ecco",
  isHere: "al tuo servizio|al suo servizio|qui",
  iComeFrom: "(?:vengo|provengo) da(?:lla|l)?|appartengo a(?:lla|l)?|dietro di me c'è",
  butRather: "ma|bensì|sono|né",
};

const dutch: SelfNamingWords = {
  iAm: "ik (?:ben|heet)(?: niet)?|mijn naam is|men noemt mij",
  small: "de|het|een|model|taalmodel|assistent|ai|genaamd|van|niet|slechts|gewoon|eigenlijk|versie|maar",
  kind: "(?:ai-|taal)?(?:model|assistent)|ai|chatbot|bot|programma|systeem",
  made: "gemaakt|ontwikkeld|getraind|gebouwd|ontworpen|geprogrammeerd|gegenereerd",
  by: "door|van|bij",
  wasMade: "ik (?:ben|werd)",
  me: "(?:heeft|hebben) (?:mij|me)(?=[^.!?\\n]{0,60}(?:gemaakt|ontwikkeld|getraind|gebouwd|ontworpen))",
  mine: "mijn|onze",
  parts: "naam|model|versie|makers?|ontwikkelaars?|bedrijf|fabrikant|team|lab",
  asSpeaker: ["als", "ben ik|kan ik|heb ik|weet ik|ik"],
  youTalkTo: "(?:je|u) (?:praat|spreekt|chat) met",
  basedOn: "ik ben gebaseerd op",
  callMe: "noem (?:me|mij)|(?:je kunt|u kunt) (?:me|mij)",
  hereIs: "hier is|met",
  isHere: "hier|tot (?:je|uw) dienst",
  iComeFrom: "ik kom (?:van|uit)|ik behoor (?:tot|aan)|achter mij staat",
  butRather: "maar|ik ben|noch",
};

const russian: SelfNamingWords = {
  iAm: "(?:и |а )?я(?: не)?|меня зовут|(?:моё|мое) имя|(?:я )?называюсь|это я",
  small:
    "это|не|модель|нейросеть|ассистент|помощник|всего лишь|просто|на самом деле|ии|ии-ассистент|языковая|версия|под названием|по имени|и|есть|являюсь",
  afterName:
    '(?=\\s*[,.!?;:()"—–]|\\s*$| (?:от|и|созда|разраб|модель|нейросет|языков|ваш|твой|из|версии|на базе|а не|к вашим))',
  kind: "модел[ьи]|нейросет[ьи]|ассистент(?:ом)?|помощник(?:ом)?|ии|чат-бот|бот|программа|система|искусственный интеллект",
  made: "создан(?:а|о|ная|ный|ной|ное)?|разработан(?:а|о|ная|ный|ной)?|обучен(?:а|о|ная|ный)?|сделан(?:а|о)?|построен(?:а|о)?|выпущен(?:а|о|ная)?|запущен(?:а|о)?|натренирован(?:а|о)?|запрограммирован(?:а)?|сгенерировано|написано",
  by: "от|из|у|в|компанией|компании|командой|фирмой|корпорацией|лабораторией|на базе|инженерами|специалистами",
  wasMade: "я (?:был[аo]?|была)|меня|я",
  me: "меня (?:создал[аи]?|разработал[аи]?|обучил[аи]?|сделал[аи]?|построил[аи]?|выпустил[аи]?|придумал[аи]?|натренировал[аи]?)",
  mine: "мой|моя|моё|мое|мои|наш|наша|наши",
  parts:
    "имя|название|версия|модель|создател(?:ь|и)|разработчик(?:и)?|компания|производитель|команда|лаборатория|владелец|автор(?:ы)?",
  asSpeaker: ["как|будучи", "я|моя|мой|мои|у меня|мне|не могу"],
  youTalkTo:
    "(?:вы|ты) (?:сейчас )?(?:говорите|говоришь|общаетесь|общаешься|разговариваете|разговариваешь|беседуете|беседуешь) с(?:о)?",
  basedOn:
    "я (?:основан[аo]?|основана|построен[аo]?|построена|работаю) на|в моей основе(?: лежит)?|на базе(?=[^.!?\\n]{0,20}работаю)",
  callMe: "(?:можешь|можете|можно) (?:звать|называть) меня|зови меня|зовите меня|называй меня|называйте меня",
  hereIs: "это|здесь|вас приветствует|тебя приветствует|с вами",
  isHere: "к вашим услугам|на связи|слушает|здесь|к твоим услугам",
  iComeFrom:
    "я (?:из|принадлежу|работаю (?:в|на)|родом из)|за мной стоит|меня (?:создала|разработала|обучила) (?:компания|команда|лаборатория)",
  butRather: "а|по имени|под названием|я|но|и не",
};

const vietnamese: SelfNamingWords = {
  iAm: "(?:tôi|mình|em|tớ) (?:chính )?(?:không phải )?(?:là|tên là|tên)|tên (?:của )?(?:tôi|mình|em|tớ) là|(?:tôi|mình) (?:được gọi là|không phải)",
  small:
    "một|mô hình|trợ lý|trợ lý ai|chatbot|ai|phiên bản|tên là|có tên|ngôn ngữ|lớn|là|không phải|chỉ|thật ra|con|được gọi là",
  kind: "mô hình|trợ lý|ai|chatbot|bot|chương trình|hệ thống|trí tuệ nhân tạo|ngôn ngữ",
  made: "tạo ra|phát triển|huấn luyện|xây dựng|thiết kế|lập trình|làm ra|đào tạo|sản xuất|ra mắt|cung cấp|sáng lập|đứng đầu|lãnh đạo|tạo",
  by: "bởi|của|do|được|từ|bởi công ty",
  wasMade: "(?:tôi|mình|em) (?:được|do|đến từ|là sản phẩm)",
  me: "(?:tạo ra|phát triển|huấn luyện|xây dựng|làm ra|thiết kế|đào tạo)(?: nên)? (?:tôi|mình|em)(?: là)?",
  mine: "tên|phiên bản|nhà phát triển|công ty|người tạo|đội ngũ|mô hình|nhà sáng tạo|chủ|hãng",
  parts: "(?:của )?(?:tôi|mình|em)(?: hiện tại)? (?:là|đến từ|thuộc|tên là)",
  asSpeaker: ["là|với tư cách là|với vai trò là", "tôi|mình|em"],
  youTalkTo: "bạn (?:đang )?(?:nói chuyện|trò chuyện|chat|nói) với",
  basedOn: "(?:tôi|mình) (?:được xây dựng )?(?:dựa|chạy|hoạt động) trên(?: nền tảng)?",
  callMe: "(?:gọi|cứ gọi) (?:tôi|mình|em) là",
  hereIs: "đây là|(?:tôi|mình) đây,",
  isHere: "đây|xin chào|sẵn sàng|nghe đây",
  iComeFrom: "(?:tôi|mình) (?:đến từ|thuộc|thuộc về|làm việc cho)|đứng sau (?:tôi|mình) là",
  butRather: "mà|tên là|có tên|mà là|(?:tôi|mình) là",
};

/** The words of each language that is read in this way. */
export const wordsByLanguage: Readonly<Record<string, SelfNamingWords>> = {
  spanish,
  french,
  german,
  portuguese,
  italian,
  dutch,
  russian,
  vietnamese,
};
