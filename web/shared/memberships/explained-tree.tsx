import { Text } from '@mantine/core'
import type { RuleExplanation } from '../api-types.ts'
import classes from './explained-tree.module.css'

type Part = NonNullable<RuleExplanation['explained']>

/** A rule with the value of each part, the parts below what they make up. */
export function ExplainedTree({ part, label }: { readonly part: Part; readonly label: string }) {
  return (
    <ul className={classes.tree} aria-label={label}>
      <Node part={part} />
    </ul>
  )
}

function Node({ part: { text, outcome, value, parts } }: { readonly part: Part }) {
  return (
    <li>
      <div className={classes.node}>
        <code className={classes.text}>{text}</code>
        <Text span className={classes.value} data-outcome={outcome === 'value' ? value : outcome}>
          {value}
        </Text>
      </div>
      {parts.length > 0 && (
        <ul>
          {parts.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a rule have no other name, and stay in order.
            <Node key={index} part={one} />
          ))}
        </ul>
      )}
    </li>
  )
}
