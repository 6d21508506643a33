import { because, dayOf, type ExplainWords } from './explain-words.ts'

const only = (text: string) => ({ text, fix: null })

const removals: Readonly<Record<string, string>> = {
  absent: 'el origen ya no incluye a la persona',
  deleted: 'el origen indica que la persona se eliminó',
  deactivated: 'el origen ha desactivado a la persona',
  left_scope: 'la persona ha salido del ámbito',
}

const leaves: Readonly<Record<string, string>> = {
  delete: 'se elimina aquí',
  keep: 'se conserva aquí',
  suspend: 'pasa a estar inactivo aquí',
}

/** What explanations say, in Spanish. */
export const explainEs: ExplainWords = {
  steps: {
    read_in_run: () => only('La última ejecución leyó a esta persona del origen.'),
    read_now: ({ status }) =>
      only(`El origen tiene ahora a esta persona${status ? `, con el estado «${status}»` : ''}.`),
    received_by_request: ({ method }) =>
      only(`Su proveedor de identidad envió a esta persona; el último cambio llegó con ${method}.`),
    imported: () => only('Esta persona se importó. Desde entonces, el origen no ha cambiado nada de ella.'),
    gone_from_source: () => ({
      text: 'El origen ya no tiene a esta persona.',
      fix: 'Compruebe si la persona se eliminó o se movió en el origen. Quien vuelva allí conserva aquí su identificador.',
    }),
    not_found_now: () => ({
      text: 'El origen no encuentra ahora a nadie así.',
      fix: 'Compruebe cómo se escribe en el origen y si las credenciales pueden ver a esta persona.',
    }),
    unreadable_at_source: ({ reason }) => ({
      text: `El origen incluye a esta persona de un modo que no se puede leer${because(reason)}`,
      fix: 'Corrija el registro en el origen. La próxima ejecución lo leerá de nuevo.',
    }),
    refused_request: ({ method, status, reason }) => ({
      text: `Su proveedor de identidad envió a esta persona con ${method}, y se rechazó con ${status}${because(reason)}`,
      fix: 'Corrija en el proveedor de identidad lo que dice la respuesta y envíe a la persona de nuevo.',
    }),
    only_looked_up: () => ({
      text: 'Su proveedor de identidad ha buscado aquí a esta persona, pero nunca la ha enviado.',
      fix: 'Consulte el registro de aprovisionamiento del proveedor: indica por qué se omitió. Lo más habitual es que la persona no esté asignada a la aplicación.',
    }),
    never_read: () => ({
      text: 'En la última lectura completa del origen no había nadie así.',
      fix: 'Compruebe cómo se escribe, que la persona exista en el origen y que las credenciales puedan verla. Después consulte el origen.',
    }),
    never_received: () => ({
      text: 'Su proveedor de identidad nunca ha enviado a nadie así.',
      fix: 'Compruebe cómo se escribe y que la persona, o uno de sus grupos, esté asignada a la aplicación en el proveedor. Después envíela desde allí.',
    }),
    not_read_yet: ({ is_running: isRunning }) =>
      isRunning
        ? {
            text: 'El origen se está leyendo por primera vez.',
            fix: 'Espere a que termine la ejecución y vuelva a consultar.',
          }
        : { text: 'El origen aún no se ha leído por completo.', fix: 'Inicie la primera sincronización.' },
    nothing_received_yet: () => ({
      text: 'Su proveedor de identidad aún no ha enviado a nadie.',
      fix: 'Termine los pasos en el proveedor, active allí el aprovisionamiento y asigne personas a la aplicación.',
    }),
    source_decides: () => only('Su proveedor de identidad decide a quién se envía: aquí no hay ámbito.'),
    everybody_in_scope: () => only('El ámbito incluye a todos.'),
    in_scope: () => only('La persona está en el ámbito.'),
    out_of_scope: ({ reason }) => ({
      text: `El ámbito deja fuera a esta persona${because(reason)}`,
      fix: 'Cambie en el origen lo que el ámbito pide, por ejemplo los grupos de la persona, o cambie el ámbito.',
    }),
    left_scope: ({ reason, on_leave: onLeave }) => ({
      text: `La persona estaba en el ámbito y ha salido de él${because(reason)}`,
      fix: `Quien sale del ámbito ${leaves[String(onLeave)] ?? leaves.suspend}. Devuelva a la persona a lo que el ámbito pide, o cambie el ámbito.`,
    }),
    scope_undecided: ({ reason }) => ({
      text: `No se puede decir si esta persona está en el ámbito${because(reason)}`,
      fix: 'Mientras tanto no se cambia nada. Corrija la regla, o deje que las credenciales vean lo que necesita.',
    }),
    scope_not_reached: () => only('De esta persona no se sabe nada sobre lo que el ámbito pueda decidir.'),
    mapped: ({ attributes, empty }) =>
      only(`${attributes} atributos tienen un valor${empty ? `; sin valor: ${empty}` : ''}.`),
    mapped_with_problems: ({ targets, reason }) => ({
      text: `Algunos atributos no se han podido tomar (${targets})${because(reason)}`,
      fix: 'Corrija el valor en el origen, o asigne el atributo a otro campo. Hasta entonces se conserva lo guardado.',
    }),
    mapping_refused: ({ reason }) => ({
      text: `La asignación no da ningún usuario${because(reason)}`,
      fix: 'Rellene en el origen lo que lee la asignación, o asigne el nombre de usuario a otro campo.',
    }),
    normalised: ({ attributes }) => only(`${attributes} atributos tienen un valor, en la forma que se usa aquí.`),
    mapping_not_reached: () => only('De esta persona no hay nada que se pueda asignar.'),
    matched: ({ value }) => only(`La persona es aquí el mismo usuario, reconocido por «${value}».`),
    name_taken: ({ reason }) => ({
      text: `Otro usuario tiene aquí el mismo nombre de usuario${because(reason)}`,
      fix: 'Dé a uno de los dos otro nombre de usuario en el origen y vuelva a intentarlo.',
    }),
    refused_here: ({ reason }) => ({
      text: `El directorio no pudo tomar a esta persona${because(reason)}`,
      fix: 'Corrija en el origen lo que dice el texto. Se intenta de nuevo por sí solo, o al momento si usted lo pide.',
    }),
    match_not_reached: () => only('Aquí no hay ningún usuario que sea esta persona.'),
    active: () => only('El usuario está aquí y activo.'),
    kept_active: () =>
      only('El origen ha desactivado a esta persona; la norma del directorio mantiene activo al usuario.'),
    inactive_at_source: ({ deleted_at: at }) => ({
      text: `El origen ha desactivado a esta persona, por eso el usuario está inactivo aquí${at ? ` y se eliminará el ${dayOf(at, 'es')}` : ''}.`,
      fix: 'Active a la persona en el origen si debe tener acceso.',
    }),
    inactive_left_scope: () => ({
      text: 'La persona ha salido del ámbito, por eso el usuario está inactivo aquí.',
      fix: 'Devuelva a la persona a lo que el ámbito pide, o cambie el ámbito.',
    }),
    removal_held: ({ reason }) => ({
      text: `La eliminación de este usuario espera una decisión: la protección contra borrados la retiene (${removals[String(reason)] ?? reason}). Hasta entonces el usuario permanece.`,
      fix: 'Revise las eliminaciones que esperan y apruébelas o recházelas.',
    }),
    removal_planned: ({ reason }) => ({
      text: `El usuario está a punto de eliminarse (${removals[String(reason)] ?? reason}).`,
      fix: 'Detenga la ejecución si no debe ocurrir y corrija a la persona en el origen.',
    }),
    deleted: ({ restorable_until: until }) => ({
      text: `El usuario se eliminó y se puede recuperar hasta el ${dayOf(until, 'es')}.`,
      fix: 'Si la persona vuelve en el origen, aquí vuelve el mismo usuario.',
    }),
    not_here: () => ({
      text: 'Aquí no hay ningún usuario para esta persona.',
      fix: 'Consulte el primer paso que no está en orden.',
    }),
  },
  notices: {
    directory_paused: () => ({
      text: 'El directorio está en pausa: lo que cambia en el origen no llega aquí.',
      fix: 'Reanude el directorio.',
    }),
    directory_quarantined: ({ reason }) => ({
      text: `El directorio está detenido porque no se pudo leer su origen${because(reason)}`,
      fix: 'Corrija lo que dice el texto e inicie una sincronización. Lo que hay aquí se conserva hasta entonces.',
    }),
    run_under_way: () => only('Hay una ejecución en curso; lo que encuentre puede cambiar esta respuesta.'),
    run_failed: ({ reason }) => ({
      text: `La última ejecución falló${because(reason)}`,
      fix: 'Corrija lo que dice el texto e inicie una sincronización. No eliminó a nadie.',
    }),
    source_not_asked: ({ reason }) => only(`No se consultó el origen${because(reason)}`),
  },
}
