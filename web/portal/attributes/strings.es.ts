import type { AttributesStrings } from './strings.en.ts'

/** What the screens of attributes say, in Spanish. */
export const attributesEs: AttributesStrings = {
  title: 'Revise los atributos',
  text: 'Cada atributo procede de un campo de su origen. La mayoría ya son correctos: pruébelos con una persona real y cambie lo que no encaje.',
  goOn: 'Continuar',
  pushed: {
    title: 'Atributos',
    text: (provider) =>
      `${provider} decide qué atributos se envían. Lo que llega se convierte aquí a una forma única, igual para todos los orígenes. Para cambiar un atributo, cambie su asignación en ${provider}.`,
    table: 'Atributos que llegan',
    attribute: 'Atributo',
    people: 'Personas con un valor',
    nobody: 'Nadie todavía',
    counted: { one: 'Contado sobre 1 persona.', other: 'Contado sobre las {n} personas.' },
    countedLast: { one: 'Contado sobre la última persona.', other: 'Contado sobre las últimas {n} personas.' },
    share: (count, total) => `${count} de ${total}`,
    without: (count) => `${count} sin valor`,
    empty: 'Todavía no se ha enviado a nadie',
    emptyText: 'En cuanto su proveedor envíe a alguien, verá aquí qué atributos llegan.',
    onePerson: 'Vea, para una persona, lo que llega y en qué se convierte',
    searchLabel: 'Nombre, usuario o correo electrónico',
    search: 'Consultar',
  },
}
