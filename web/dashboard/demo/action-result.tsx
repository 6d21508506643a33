import { Text } from '@mantine/core'
import { strings } from './strings.en.ts'

export type ActionResultProps = {
  readonly sentence: string | undefined
  /** What stands there before. */
  readonly before?: string
}

/** Says what somebody let happen. The line is there before, so that nothing moves when it is filled. */
export function ActionResult({ sentence, before }: ActionResultProps) {
  return (
    <Text size="sm" c="dimmed" role="status" mih={22}>
      {sentence ? strings.done(sentence) : before}
    </Text>
  )
}
