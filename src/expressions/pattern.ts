import { RE2JS } from 're2js'
import { expressionLimits } from './outcome.ts'

/** A pattern that finds itself in texts, in time that grows with the text and with its own size only. */
export type Pattern = {
  /** In units of work: `a{1,900}` has few letters and is large. */
  readonly costOfCharacter: number
  isIn(text: string): boolean
}

/** Each instruction of a pattern may be tried at each character, which takes some 200 nanoseconds at worst. */
const costOfInstruction = 20

/**
 * Compiles a pattern of RE2 (github.com/google/re2/wiki/Syntax), which has no back-references and no look-around and
 * therefore never takes exponential time. Returns what is wrong with it, in words, for one that is none.
 */
export function compilePattern(text: string): Pattern | string {
  if (text.length > expressionLimits.patternCharacters) {
    return `The pattern has ${text.length} characters; at most ${expressionLimits.patternCharacters} are allowed.`
  }
  try {
    const compiled = RE2JS.compile(text)
    return {
      costOfCharacter: compiled.programSize() * costOfInstruction,
      isIn: (subject) => compiled.matcher(subject).find(),
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : 'it cannot be read'
    return `The pattern is no RE2: ${detail}.`
  }
}
