import type { RequestDeed, RequestTrouble } from './scim-request-words.ts'

/** What the list of SCIM requests says. `{subject}` is whom a request named. */
export type ScimRequestStrings = {
  readonly label: string
  readonly deeds: Readonly<Record<RequestDeed, string>>
  /** The same where the request named somebody. */
  readonly looked: Readonly<Record<'user' | 'group', string>>
  readonly outcome: Readonly<Record<'done' | 'refused' | 'harmless', string>>
  readonly whatToDo: Readonly<Record<RequestTrouble, string>>
  readonly answered: string
  readonly open: string
  readonly close: string
  readonly dropped: { readonly one: string; readonly other: string }
}

const en: ScimRequestStrings = {
  label: 'Requests',
  deeds: {
    read_configuration: 'Asked what is possible here',
    look_up_user: 'Looked for a person',
    look_up_group: 'Looked for a group',
    list_users: 'Listed people',
    list_groups: 'Listed groups',
    read_user: 'Read a person',
    read_group: 'Read a group',
    create_user: 'Added a person',
    create_group: 'Added a group',
    change_user: 'Changed a person',
    change_group: 'Changed a group',
    delete_user: 'Deleted a person',
    delete_group: 'Deleted a group',
    bulk: 'Sent many changes at once',
    other: 'Asked for an address that is not here',
  },
  looked: { user: 'Looked for the person {subject}', group: 'Looked for the group {subject}' },
  outcome: { done: 'done', refused: 'refused', harmless: 'nothing to do' },
  whatToDo: {
    token:
      'The token is wrong, has ended or was revoked. Copy the present token anew into your provider, without a space before or after it. If you no longer have it, make a new one on the page with the steps.',
    paused: 'This directory is paused, so nothing is taken. Resume it, then let your provider try again.',
    wrong_address:
      'The address is not one of this directory. Compare the endpoint in your provider with the one shown here: it must be whole, and nothing may stand behind it but what the steps say.',
    gone: 'What your provider wants to change is not here any more, for instance because it was deleted. Let your provider sync this person or group anew.',
    taken:
      'Somebody with this user name is here already. Make sure that the user name is unique in your provider, and that nobody is assigned twice.',
    not_understood:
      'The request has something in it that is not valid. The answer below says what. Compare the attribute mapping in your provider with the part "Attributes" of the steps.',
    too_large: 'The request has too much in it. Let your provider send fewer people or groups at once.',
    too_many: 'Your provider asked faster than is allowed. It waits and tries again by itself.',
    server:
      'Something went wrong on our side. Your provider tries again by itself; if it stays so, tell us the number of the request.',
  },
  answered: 'The answer was',
  open: 'What to do',
  close: 'Close',
  dropped: { one: '1 request before this one was not kept', other: '{n} requests before this one were not kept' },
}

const de: ScimRequestStrings = {
  label: 'Anfragen',
  deeds: {
    read_configuration: 'Hat gefragt, was hier möglich ist',
    look_up_user: 'Hat eine Person gesucht',
    look_up_group: 'Hat eine Gruppe gesucht',
    list_users: 'Hat Personen aufgelistet',
    list_groups: 'Hat Gruppen aufgelistet',
    read_user: 'Hat eine Person gelesen',
    read_group: 'Hat eine Gruppe gelesen',
    create_user: 'Hat eine Person angelegt',
    create_group: 'Hat eine Gruppe angelegt',
    change_user: 'Hat eine Person geändert',
    change_group: 'Hat eine Gruppe geändert',
    delete_user: 'Hat eine Person gelöscht',
    delete_group: 'Hat eine Gruppe gelöscht',
    bulk: 'Hat viele Änderungen auf einmal gesendet',
    other: 'Hat nach einer Adresse gefragt, die es hier nicht gibt',
  },
  looked: { user: 'Hat die Person {subject} gesucht', group: 'Hat die Gruppe {subject} gesucht' },
  outcome: { done: 'erledigt', refused: 'abgelehnt', harmless: 'nichts zu tun' },
  whatToDo: {
    token:
      'Das Token ist falsch, abgelaufen oder widerrufen. Kopieren Sie das aktuelle Token erneut zu Ihrem Anbieter, ohne Leerzeichen davor oder dahinter. Haben Sie es nicht mehr, erzeugen Sie auf der Seite mit den Schritten ein neues.',
    paused:
      'Dieses Verzeichnis ist angehalten und nimmt nichts an. Setzen Sie es fort, dann lassen Sie Ihren Anbieter es erneut versuchen.',
    wrong_address:
      'Die Adresse gehört nicht zu diesem Verzeichnis. Vergleichen Sie den Endpunkt bei Ihrem Anbieter mit dem hier gezeigten: Er muss vollständig sein, und dahinter darf nur stehen, was die Schritte sagen.',
    gone: 'Was Ihr Anbieter ändern will, ist nicht mehr hier, zum Beispiel weil es gelöscht wurde. Lassen Sie Ihren Anbieter diese Person oder Gruppe neu synchronisieren.',
    taken:
      'Diesen Benutzernamen gibt es hier schon. Stellen Sie sicher, dass er bei Ihrem Anbieter eindeutig ist und niemand doppelt zugewiesen wurde.',
    not_understood:
      'Etwas in der Anfrage ist nicht gültig; die Antwort unten sagt, was. Vergleichen Sie die Attributzuordnung Ihres Anbieters mit dem Teil „Attributes“ der Schritte.',
    too_large:
      'Die Anfrage enthält zu viel. Lassen Sie Ihren Anbieter weniger Personen oder Gruppen auf einmal senden.',
    too_many: 'Ihr Anbieter hat schneller gefragt als erlaubt. Er wartet und versucht es von selbst erneut.',
    server:
      'Bei uns ist etwas schiefgegangen. Ihr Anbieter versucht es von selbst erneut; bleibt es so, nennen Sie uns die Nummer der Anfrage.',
  },
  answered: 'Die Antwort war',
  open: 'Was zu tun ist',
  close: 'Schließen',
  dropped: { one: 'Davor wurde 1 Anfrage nicht aufbewahrt', other: 'Davor wurden {n} Anfragen nicht aufbewahrt' },
}

const es: ScimRequestStrings = {
  label: 'Solicitudes',
  deeds: {
    read_configuration: 'Preguntó qué es posible aquí',
    look_up_user: 'Buscó a una persona',
    look_up_group: 'Buscó un grupo',
    list_users: 'Listó personas',
    list_groups: 'Listó grupos',
    read_user: 'Leyó a una persona',
    read_group: 'Leyó un grupo',
    create_user: 'Añadió a una persona',
    create_group: 'Añadió un grupo',
    change_user: 'Cambió a una persona',
    change_group: 'Cambió un grupo',
    delete_user: 'Eliminó a una persona',
    delete_group: 'Eliminó un grupo',
    bulk: 'Envió muchos cambios a la vez',
    other: 'Pidió una dirección que no existe aquí',
  },
  looked: { user: 'Buscó a la persona {subject}', group: 'Buscó el grupo {subject}' },
  outcome: { done: 'hecho', refused: 'rechazada', harmless: 'no hay nada que hacer' },
  whatToDo: {
    token:
      'El token es incorrecto, ha caducado o fue revocado. Copie de nuevo el token actual en su proveedor, sin espacios delante ni detrás. Si ya no lo tiene, cree uno nuevo en la página de los pasos.',
    paused: 'Este directorio está en pausa y no acepta nada. Reanúdelo y deje que su proveedor lo intente de nuevo.',
    wrong_address:
      'La dirección no es de este directorio. Compare el punto de conexión de su proveedor con el que se muestra aquí: debe estar completo y no llevar detrás nada más que lo que dicen los pasos.',
    gone: 'Lo que su proveedor quiere cambiar ya no está aquí, por ejemplo porque se eliminó. Haga que su proveedor sincronice de nuevo a esta persona o este grupo.',
    taken:
      'Ya hay alguien con este nombre de usuario. Asegúrese de que sea único en su proveedor y de que nadie esté asignado dos veces.',
    not_understood:
      'La solicitud contiene algo que no es válido; la respuesta de abajo dice qué. Compare la asignación de atributos de su proveedor con la parte «Attributes» de los pasos.',
    too_large: 'La solicitud contiene demasiado. Haga que su proveedor envíe menos personas o grupos a la vez.',
    too_many: 'Su proveedor preguntó más rápido de lo permitido. Espera y lo intenta de nuevo por sí solo.',
    server:
      'Algo falló por nuestra parte. Su proveedor lo intenta de nuevo por sí solo; si sigue así, indíquenos el número de la solicitud.',
  },
  answered: 'La respuesta fue',
  open: 'Qué hacer',
  close: 'Cerrar',
  dropped: {
    one: 'Antes de esta no se guardó 1 solicitud',
    other: 'Antes de esta no se guardaron {n} solicitudes',
  },
}

const all: Readonly<Record<string, ScimRequestStrings>> = { en, de, es }

/** The texts of the list in a language; English where there are none. */
export function scimRequestStrings(locale: string): ScimRequestStrings {
  return all[locale.slice(0, 2)] ?? en
}
