import type { FrameStrings } from './strings.en.ts'

/** What the portal's frame says, in Spanish. */
export const frameEs: FrameStrings = {
  title: 'Configure su directorio',
  titleOf: (name) => `Configure su directorio con ${name}`,
  setUp: 'Configuración',
  stepOf: (step, steps) => `Paso ${step} de ${steps}`,
  stepDone: 'hecho',
  steps: {
    choose: 'Elija su proveedor',
    steps: 'Siga los pasos',
    settings: 'Introduzca la conexión',
    test: 'Pruébela',
    attributes: 'Revise los atributos',
    scope: 'Elija a quién sincronizar',
    review: 'Revise e inicie',
    status: 'Estado',
  },
  language: 'Idioma',
  appearance: { light: 'Usar colores claros', dark: 'Usar colores oscuros' },
  forOrganization: (name) => `Para ${name}`,
  openUntil: 'Esta página sigue abierta hasta',
  questions: '¿Tiene preguntas?',
  contact: (name) => `Pregunte a ${name}`,
  somebody: 'quien le envió el enlace',
  goBack: (name) => `Volver a ${name}`,
  goBackBare: 'Volver',
  skip: 'Ir al contenido',
  loading: 'Cargando',
  notFound: {
    title: 'Esta página no existe',
    text: 'Puede que la dirección esté incompleta o que lo que mostraba ya no esté aquí.',
    action: 'Ir al inicio',
  },
  ended: {
    unknown: {
      title: 'Este enlace no se conoce',
      text: 'Compruebe que lo copió completo. Si es así, pida uno nuevo.',
    },
    expired: {
      title: 'Este enlace ha caducado',
      text: 'Los enlaces solo se pueden abrir durante un tiempo. No se ha perdido nada de lo que introdujo: con un enlace nuevo continuará donde lo dejó.',
    },
    revoked: {
      title: 'Este enlace fue retirado',
      text: 'Quien lo creó lo ha anulado. Pídale uno nuevo si todavía lo necesita.',
    },
    session_ended: {
      title: 'Su visita ha terminado',
      text: 'Abra de nuevo el enlace que recibió. Si también ha caducado, pida uno nuevo. No se ha perdido nada de lo que introdujo.',
    },
    none: {
      title: 'Abra el enlace que recibió',
      text: 'Esta página se abre con un enlace. Si no tiene ninguno, pídalo a la empresa cuyo producto quiere conectar.',
    },
    ask: (name) => `Pedir un enlace nuevo a ${name}`,
    mailSubject: 'Un nuevo enlace de configuración, por favor',
    mailBody: 'El enlace para configurar nuestro directorio ya no se abre. ¿Podría enviarme uno nuevo?',
  },
}
