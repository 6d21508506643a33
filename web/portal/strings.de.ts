import type { FrameStrings } from './strings.en.ts'

/** What the portal's frame says, in German. */
export const frameDe: FrameStrings = {
  title: 'Verzeichnis einrichten',
  titleOf: (name) => `Verzeichnis für ${name} einrichten`,
  setUp: 'Einrichtung',
  stepOf: (step, steps) => `Schritt ${step} von ${steps}`,
  stepDone: 'erledigt',
  steps: {
    choose: 'Anbieter wählen',
    steps: 'Schritte befolgen',
    settings: 'Verbindung eintragen',
    test: 'Testen',
    attributes: 'Attribute prüfen',
    scope: 'Personenkreis wählen',
    review: 'Prüfen und starten',
    status: 'Status',
  },
  language: 'Sprache',
  appearance: { light: 'Helle Farben verwenden', dark: 'Dunkle Farben verwenden' },
  forOrganization: (name) => `Für ${name}`,
  openUntil: 'Diese Seite bleibt offen bis',
  questions: 'Fragen?',
  contact: (name) => `Fragen Sie ${name}`,
  somebody: 'wen Sie den Link erhalten haben',
  goBack: (name) => `Zurück zu ${name}`,
  goBackBare: 'Zurück',
  skip: 'Zum Inhalt',
  loading: 'Wird geladen',
  notFound: {
    title: 'Diese Seite gibt es nicht',
    text: 'Vielleicht wurde die Adresse abgeschnitten, oder das Gezeigte ist nicht mehr hier.',
    action: 'Zum Anfang',
  },
  ended: {
    unknown: {
      title: 'Dieser Link ist nicht bekannt',
      text: 'Prüfen Sie, ob Sie ihn vollständig kopiert haben. Wenn ja, bitten Sie um einen neuen.',
    },
    expired: {
      title: 'Dieser Link ist abgelaufen',
      text: 'Links lassen sich nur begrenzte Zeit öffnen. Ihre Eingaben sind nicht verloren: Mit einem neuen Link machen Sie dort weiter, wo Sie aufgehört haben.',
    },
    revoked: {
      title: 'Dieser Link wurde zurückgezogen',
      text: 'Wer ihn erstellt hat, hat ihn beendet. Bitten Sie um einen neuen, wenn Sie ihn noch brauchen.',
    },
    session_ended: {
      title: 'Ihr Besuch ist beendet',
      text: 'Öffnen Sie den Link, den Sie erhalten haben, noch einmal. Ist auch er abgelaufen, bitten Sie um einen neuen. Ihre Eingaben sind nicht verloren.',
    },
    none: {
      title: 'Öffnen Sie den Link, den Sie erhalten haben',
      text: 'Diese Seite wird über einen Link geöffnet. Haben Sie keinen, fragen Sie das Unternehmen, dessen Produkt Sie verbinden möchten.',
    },
    ask: (name) => `${name} um einen neuen Link bitten`,
    mailSubject: 'Bitte um einen neuen Einrichtungslink',
    mailBody:
      'Der Link zum Einrichten unseres Verzeichnisses lässt sich nicht mehr öffnen. Könnten Sie mir einen neuen senden?',
  },
}
