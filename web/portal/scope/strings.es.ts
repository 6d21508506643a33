import type { ScopeStrings } from './strings.en.ts'

/** What the screens of the scope say, in Spanish. */
export const scopeEs: ScopeStrings = {
  title: 'Elija a quién se sincroniza',
  text: 'Empiece con todos o con algunos grupos: se puede cambiar en cualquier momento.',
  goOn: 'Continuar',
  pushed: {
    title: 'A quién se sincroniza',
    text: (provider) =>
      `${provider} decide a quién se envía: a las personas y los grupos asignados allí a la aplicación. Para cambiarlo, cambie las asignaciones en ${provider}.`,
    received: 'Lo que ha llegado hasta ahora',
    people: { one: '1 persona activa', other: '{n} personas activas' },
    inactive: { one: '1 persona inactiva', other: '{n} personas inactivas' },
    groups: { one: '1 grupo', other: '{n} grupos' },
    names: 'Grupos',
    more: 'Hay más grupos que estos.',
    missing: '¿Falta alguien?',
  },
}
