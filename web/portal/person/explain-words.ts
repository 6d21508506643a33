import type { Explanation } from '../../shared/api-types.ts'

type Step = Explanation['steps'][number]
type Notice = Explanation['notices'][number]
type Facts = Readonly<Record<string, unknown>>

/** What a step or notice says, and what to do; `{…}` stands for the server's own words. */
export type Said = { readonly text: string; readonly fix: string | null }

/**
 * What explanations say in another language than the server's, by code. Reasons come from the source and the server, so they stay as they are;
 * a language that is missing is told in English.
 */
export type ExplainWords = {
  readonly steps: Readonly<Record<Step['code'], (facts: Facts) => Said>>
  readonly notices: Readonly<Record<Notice['code'], (facts: Facts) => Said>>
}

/** What a step says in the language of the reader. */
export function wordsOfStep(step: Step, words: ExplainWords | null): Said {
  return words ? words.steps[step.code](step.facts) : step
}

/** What a notice says in the language of the reader. */
export function wordsOfNotice(notice: Notice, words: ExplainWords | null): Said {
  return words ? words.notices[notice.code](notice.facts) : notice
}

/** A reason at the end of a sentence: `: …`, or nothing but the full stop. */
export function because(reason: unknown): string {
  return typeof reason === 'string' && reason !== '' ? `: ${reason.replace(/\.$/, '')}.` : '.'
}

/** The day of a time in facts, in a language. */
export function dayOf(time: unknown, locale: string): string {
  return typeof time === 'string' ? new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(time)) : ''
}
