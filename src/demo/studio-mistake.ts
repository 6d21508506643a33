import type { GoogleSandbox } from '../sandbox/google/google-sandbox.ts'
import { activePeople, type World } from './world.ts'

// What is left of the Workspace when the reader's role is narrowed.
const narrowedTo = 'Animation'

/** The mistake of the studio's administrators: the role by which Muster reads is narrowed to one department. */
export type StudioMistake = {
  readonly isMade: boolean
  /** Makes it, and says so in a sentence. */
  make(): string
  putRight(): string
}

/** Watches over the mistake of a studio. It begins without. */
export function createStudioMistake(sandbox: GoogleSandbox, world: World): StudioMistake {
  let isMade = false
  return {
    get isMade() {
      return isMade
    },
    make() {
      isMade = true
      sandbox.workspace.narrowTo(`/${narrowedTo}`)
      const left = activePeople(world).filter(({ department }) => department === narrowedTo).length
      return `Somebody narrows the reader's role in Google to /${narrowedTo}: of ${world.users.size} people it shows ${left} or so`
    },
    putRight() {
      isMade = false
      sandbox.workspace.narrowTo(null)
      return "The reader's role in Google is put right"
    },
  }
}
