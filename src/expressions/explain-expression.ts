import { serialize } from '@marcbachmann/cel-js'
import { type Frame, type Outcome, type Step, Undecided } from './outcome.ts'

/** A part of an expression with what it gives for certain values: `text` and `value` are for people, and short. */
export type Explained = {
  readonly text: string
  readonly outcome: 'value' | 'unknown' | 'error'
  readonly value: string
  readonly parts: readonly Explained[]
}

const longestShown = 200
const mostParts = 100

/**
 * Says what each part of an expression gives, also of those that did not matter (the right side of `false && …`). Nothing is
 * left behind by an evaluation, so that each part is simply evaluated; all share one bound of work.
 */
export function explainStep(step: Step, frame: Frame): Explained {
  let left = mostParts
  const explain = ({ node, run, parts }: Step): Explained => {
    left -= 1
    const shown = parts.filter((part) => part.node.op !== 'value')
    return {
      text: shorten(serialize(node)),
      ...described(run(frame)),
      parts: shown.flatMap((part) => (left > 0 ? [explain(part)] : [])),
    }
  }
  return explain(step)
}

function described(outcome: Outcome): Pick<Explained, 'outcome' | 'value'> {
  if (outcome instanceof Undecided) return { outcome: outcome.kind, value: outcome.text }
  return { outcome: 'value', value: shorten(JSON.stringify(shallow(outcome))) }
}

// Texts and lists may be long: only what will be shown is written as JSON.
function shallow(outcome: Exclude<Outcome, Undecided>): unknown {
  if (typeof outcome === 'string') return outcome.slice(0, longestShown)
  return Array.isArray(outcome) ? outcome.slice(0, longestShown / 2) : outcome
}

function shorten(text: string): string {
  return text.length > longestShown ? `${text.slice(0, longestShown - 1)}…` : text
}
