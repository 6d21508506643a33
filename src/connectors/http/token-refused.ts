import type { SourceError } from '../source-error.ts'
import type { RawAnswer } from './vendor-http.ts'

/** The place that gives out tokens refused to: `answer` says whether another try helps, `error` what it means if not. */
export class TokenRefused extends Error {
  readonly answer: RawAnswer
  readonly error: SourceError

  constructor(answer: RawAnswer, error: SourceError) {
    super('No token was given out')
    this.name = 'TokenRefused'
    this.answer = answer
    this.error = error
  }
}
