export interface Phrases {
  connecting: string;
  /** `{address}` is the server's. */
  enterCode: string;
  orScan: string;
  nothingToPlay: string;
  offline: string;
  shownElsewhere: string;
  takeOver: string;
  close: string;
}

const en: Phrases = {
  connecting: 'Connecting to the server…',
  enterCode: 'Open {address} and enter this code',
  orScan: 'or scan this',
  nothingToPlay: 'Nothing to play yet',
  offline: 'Offline',
  shownElsewhere: 'This screen is shown elsewhere',
  takeOver: 'Press OK or click to show it here',
  close: 'Close',
};

const es: Phrases = {
  connecting: 'Conectando con el servidor…',
  enterCode: 'Abre {address} e introduce este código',
  orScan: 'o escanea esto',
  nothingToPlay: 'Todavía no hay nada que reproducir',
  offline: 'Sin conexión',
  shownElsewhere: 'Esta pantalla se muestra en otro lugar',
  takeOver: 'Pulsa OK o haz clic para mostrarla aquí',
  close: 'Cerrar',
};

const fr: Phrases = {
  connecting: 'Connexion au serveur…',
  enterCode: 'Ouvrez {address} et saisissez ce code',
  orScan: 'ou scannez ceci',
  nothingToPlay: 'Rien à diffuser pour le moment',
  offline: 'Hors ligne',
  shownElsewhere: 'Cet écran est affiché ailleurs',
  takeOver: 'Appuyez sur OK ou cliquez pour l’afficher ici',
  close: 'Fermer',
};

const de: Phrases = {
  connecting: 'Verbindung zum Server wird hergestellt…',
  enterCode: '{address} öffnen und diesen Code eingeben',
  orScan: 'oder dies scannen',
  nothingToPlay: 'Noch nichts abzuspielen',
  offline: 'Offline',
  shownElsewhere: 'Dieser Bildschirm wird woanders angezeigt',
  takeOver: 'OK drücken oder klicken, um ihn hier anzuzeigen',
  close: 'Schließen',
};

const pt: Phrases = {
  connecting: 'Conectando ao servidor…',
  enterCode: 'Abra {address} e digite este código',
  orScan: 'ou escaneie isto',
  nothingToPlay: 'Nada para reproduzir ainda',
  offline: 'Sem conexão',
  shownElsewhere: 'Esta tela está sendo exibida em outro lugar',
  takeOver: 'Pressione OK ou clique para exibi-la aqui',
  close: 'Fechar',
};

const languages = { en, es, fr, de, pt };
export type Language = keyof typeof languages;

/** @param tag a BCP 47 language tag such as `pt-BR`; English for languages that the player doesn't speak */
export function languageOf(tag: string): Language {
  const language = tag.slice(0, 2).toLowerCase();
  return language in languages ? (language as Language) : 'en';
}

export function phrasesIn(language: Language): Phrases {
  return languages[language];
}
