import { Code, Text } from '@mantine/core'
import { JsonView } from '../../shared/json-view.tsx'
import { strings } from './strings.en.ts'

type CallBodyProps = { readonly label: string; readonly text: string }

/** The body of a request or an answer: JSON as a tree, anything else as it came. */
export function CallBody({ label, text }: CallBodyProps) {
  if (text === '') {
    return (
      <Text size="sm" c="dimmed">
        {strings.attempts.emptyBody}
      </Text>
    )
  }
  const json = jsonOf(text)
  if (json !== undefined) return <JsonView value={json} label={label} maxHeight={320} />
  return (
    <Code block mah={320} tabIndex={0} aria-label={label} style={{ overflow: 'auto', whiteSpace: 'pre-wrap' }}>
      {text}
    </Code>
  )
}

/** Objects and lists alone: a text that happens to be a number is a text. */
function jsonOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
