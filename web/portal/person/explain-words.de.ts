import { because, dayOf, type ExplainWords } from './explain-words.ts'

const only = (text: string) => ({ text, fix: null })

const removals: Readonly<Record<string, string>> = {
  absent: 'die Quelle führt die Person nicht mehr',
  deleted: 'die Quelle sagt, dass die Person gelöscht wurde',
  deactivated: 'die Quelle hat die Person deaktiviert',
  left_scope: 'die Person hat den Umfang verlassen',
}

const leaves: Readonly<Record<string, string>> = { delete: 'gelöscht', keep: 'behalten', suspend: 'inaktiv' }

/** What explanations say, in German. */
export const explainDe: ExplainWords = {
  steps: {
    read_in_run: () => only('Der letzte Lauf hat diese Person aus der Quelle gelesen.'),
    read_now: ({ status }) => only(`Die Quelle hat diese Person jetzt${status ? `, mit dem Status „${status}“` : ''}.`),
    received_by_request: ({ method }) =>
      only(`Ihr Identitätsanbieter hat diese Person gesendet; die letzte Änderung kam mit ${method}.`),
    imported: () => only('Diese Person wurde importiert. Die Quelle hat seitdem nichts an ihr geändert.'),
    gone_from_source: () => ({
      text: 'Die Quelle hat diese Person nicht mehr.',
      fix: 'Sehen Sie nach, ob die Person in der Quelle gelöscht oder verschoben wurde. Wer dort zurückkommt, behält hier seine Kennung.',
    }),
    not_found_now: () => ({
      text: 'Die Quelle findet jetzt niemanden, der so heißt.',
      fix: 'Prüfen Sie die Schreibweise in der Quelle und ob die Zugangsdaten diese Person sehen dürfen.',
    }),
    unreadable_at_source: ({ reason }) => ({
      text: `Die Quelle führt diese Person so, dass sie nicht gelesen werden kann${because(reason)}`,
      fix: 'Berichtigen Sie den Eintrag in der Quelle. Der nächste Lauf liest ihn erneut.',
    }),
    refused_request: ({ method, status, reason }) => ({
      text: `Ihr Identitätsanbieter hat diese Person mit ${method} gesendet; das wurde mit ${status} abgelehnt${because(reason)}`,
      fix: 'Berichtigen Sie beim Identitätsanbieter, was die Antwort sagt, und senden Sie die Person erneut.',
    }),
    only_looked_up: () => ({
      text: 'Ihr Identitätsanbieter hat diese Person hier gesucht, aber nie gesendet.',
      fix: 'Sehen Sie in das Bereitstellungsprotokoll des Identitätsanbieters: Dort steht, warum die Person übersprungen wurde. Meist ist sie der Anwendung nicht zugewiesen.',
    }),
    never_read: () => ({
      text: 'Beim letzten vollständigen Lesen der Quelle war niemand dabei, der so heißt.',
      fix: 'Prüfen Sie die Schreibweise, ob es die Person in der Quelle gibt und ob die Zugangsdaten sie sehen dürfen. Fragen Sie dann die Quelle.',
    }),
    never_received: () => ({
      text: 'Ihr Identitätsanbieter hat nie jemanden gesendet, der so heißt.',
      fix: 'Prüfen Sie die Schreibweise und ob die Person oder eine ihrer Gruppen der Anwendung beim Identitätsanbieter zugewiesen ist. Senden Sie sie dann von dort.',
    }),
    not_read_yet: ({ is_running: isRunning }) =>
      isRunning
        ? {
            text: 'Die Quelle wird gerade zum ersten Mal gelesen.',
            fix: 'Warten Sie, bis der Lauf fertig ist, und sehen Sie dann noch einmal nach.',
          }
        : { text: 'Die Quelle wurde noch nicht vollständig gelesen.', fix: 'Starten Sie die erste Synchronisierung.' },
    nothing_received_yet: () => ({
      text: 'Ihr Identitätsanbieter hat noch niemanden gesendet.',
      fix: 'Schließen Sie die Schritte beim Identitätsanbieter ab, schalten Sie dort die Bereitstellung ein und weisen Sie der Anwendung Personen zu.',
    }),
    source_decides: () => only('Ihr Identitätsanbieter entscheidet, wer gesendet wird: Hier gibt es keinen Umfang.'),
    everybody_in_scope: () => only('Der Umfang enthält alle.'),
    in_scope: () => only('Die Person ist im Umfang.'),
    out_of_scope: ({ reason }) => ({
      text: `Der Umfang lässt diese Person weg${because(reason)}`,
      fix: 'Ändern Sie in der Quelle, wonach der Umfang fragt, etwa die Gruppen der Person, oder ändern Sie den Umfang.',
    }),
    left_scope: ({ reason, on_leave: onLeave }) => ({
      text: `Die Person war im Umfang und hat ihn verlassen${because(reason)}`,
      fix: `Wer den Umfang verlässt, wird hier ${leaves[String(onLeave)] ?? 'inaktiv'}. Bringen Sie die Person zurück, oder ändern Sie den Umfang.`,
    }),
    scope_undecided: ({ reason }) => ({
      text: `Es lässt sich nicht sagen, ob diese Person im Umfang ist${because(reason)}`,
      fix: 'Bis dahin wird nichts geändert. Berichtigen Sie die Regel, oder lassen Sie die Zugangsdaten sehen, was sie braucht.',
    }),
    scope_not_reached: () => only('Von dieser Person ist nichts bekannt, wonach der Umfang fragen könnte.'),
    mapped: ({ attributes, empty }) =>
      only(`${attributes} Attribute haben einen Wert${empty ? `; ohne Wert: ${empty}` : ''}.`),
    mapped_with_problems: ({ targets, reason }) => ({
      text: `Einige Attribute konnten nicht übernommen werden (${targets})${because(reason)}`,
      fix: 'Berichtigen Sie den Wert in der Quelle, oder ordnen Sie das Attribut einem anderen Feld zu. Bis dahin bleibt, was gespeichert ist.',
    }),
    mapping_refused: ({ reason }) => ({
      text: `Die Zuordnung ergibt keinen Benutzer${because(reason)}`,
      fix: 'Füllen Sie in der Quelle aus, was die Zuordnung liest, oder ordnen Sie den Benutzernamen einem anderen Feld zu.',
    }),
    normalised: ({ attributes }) => only(`${attributes} Attribute haben einen Wert, in der Form, die hier gilt.`),
    mapping_not_reached: () => only('Von dieser Person gibt es nichts, das zugeordnet werden könnte.'),
    matched: ({ value }) => only(`Die Person ist hier derselbe Benutzer, erkannt an „${value}“.`),
    name_taken: ({ reason }) => ({
      text: `Ein anderer Benutzer hat hier denselben Benutzernamen${because(reason)}`,
      fix: 'Geben Sie einem der beiden in der Quelle einen anderen Anmeldenamen, und versuchen Sie es erneut.',
    }),
    refused_here: ({ reason }) => ({
      text: `Das Verzeichnis konnte diese Person nicht aufnehmen${because(reason)}`,
      fix: 'Berichtigen Sie in der Quelle, was der Text sagt. Es wird von selbst erneut versucht, oder sofort auf Ihren Wunsch.',
    }),
    match_not_reached: () => only('Hier gibt es keinen Benutzer, der diese Person wäre.'),
    active: () => only('Der Benutzer ist hier und aktiv.'),
    kept_active: () =>
      only('Die Quelle hat diese Person deaktiviert; die Regel des Verzeichnisses lässt den Benutzer aktiv.'),
    inactive_at_source: ({ deleted_at: at }) => ({
      text: `Die Quelle hat diese Person deaktiviert, darum ist der Benutzer hier inaktiv${at ? ` und wird am ${dayOf(at, 'de')} gelöscht` : ''}.`,
      fix: 'Aktivieren Sie die Person in der Quelle, wenn sie Zugang haben soll.',
    }),
    inactive_left_scope: () => ({
      text: 'Die Person hat den Umfang verlassen, darum ist der Benutzer hier inaktiv.',
      fix: 'Bringen Sie die Person zurück in das, wonach der Umfang fragt, oder ändern Sie den Umfang.',
    }),
    removal_held: ({ reason }) => ({
      text: `Das Entfernen dieses Benutzers wartet auf eine Entscheidung: Der Löschschutz hält es zurück (${removals[String(reason)] ?? reason}). Bis dahin bleibt der Benutzer.`,
      fix: 'Sehen Sie sich an, wer entfernt würde, und geben Sie es frei oder lehnen Sie es ab.',
    }),
    removal_planned: ({ reason }) => ({
      text: `Der Benutzer wird gleich entfernt (${removals[String(reason)] ?? reason}).`,
      fix: 'Halten Sie den Lauf an, wenn das nicht geschehen darf, und berichtigen Sie die Quelle.',
    }),
    deleted: ({ restorable_until: until }) => ({
      text: `Der Benutzer wurde gelöscht und lässt sich bis ${dayOf(until, 'de')} zurückholen.`,
      fix: 'Kommt die Person in der Quelle zurück, kommt hier derselbe Benutzer zurück.',
    }),
    not_here: () => ({
      text: 'Für diese Person gibt es hier keinen Benutzer.',
      fix: 'Sehen Sie sich den ersten Schritt an, der nicht in Ordnung ist.',
    }),
  },
  notices: {
    directory_paused: () => ({
      text: 'Das Verzeichnis ist angehalten: Was sich in der Quelle ändert, kommt hier nicht an.',
      fix: 'Setzen Sie das Verzeichnis fort.',
    }),
    directory_quarantined: ({ reason }) => ({
      text: `Das Verzeichnis steht still, weil seine Quelle nicht gelesen werden konnte${because(reason)}`,
      fix: 'Beheben Sie, was der Text sagt, und starten Sie eine Synchronisierung. Was hier ist, bleibt bis dahin.',
    }),
    run_under_way: () => only('Ein Lauf ist unterwegs; was er findet, kann diese Antwort ändern.'),
    run_failed: ({ reason }) => ({
      text: `Der letzte Lauf ist fehlgeschlagen${because(reason)}`,
      fix: 'Beheben Sie, was der Text sagt, und starten Sie eine Synchronisierung. Er hat niemanden entfernt.',
    }),
    source_not_asked: ({ reason }) => only(`Die Quelle wurde nicht gefragt${because(reason)}`),
  },
}
