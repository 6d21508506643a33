import { Button, Group, Kbd, Text } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import type { MatchCaseWithComparison } from '../../shared/api-types.ts'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { matching } from './matching-strings.en.ts'

const words = matching.disputes

type CaseDecisionProps = {
  readonly found: MatchCaseWithComparison
  readonly chosen: string | null
  readonly onChoose: (id: string) => void
  readonly onDecided: () => void
}

/** Says whose the user is: by the buttons, or by the keys 1 to 9, L, N and I. */
export function CaseDecision({ found, chosen, onChoose, onDecided }: CaseDecisionProps) {
  const { decide, isBusy } = useDecide(found.id, onDecided)
  const person = found.people.find(({ id }) => id === chosen)
  const link = () => person && decide({ action: 'link', person_id: person.id })
  useHotkeys([
    ...found.people.slice(0, 9).map(({ id }, index): [string, () => void] => [String(index + 1), () => onChoose(id)]),
    ['l', () => void link()],
    ['n', () => void decide({ action: 'new' })],
    ['i', () => void decide({ action: 'ignore' })],
  ])
  return (
    <Group gap="sm">
      {person && (
        <Button loading={isBusy} onClick={() => void link()} rightSection={<Key name="L" isFilled />}>
          {words.link(person.display_name)}
        </Button>
      )}
      <Button
        variant="default"
        disabled={isBusy}
        onClick={() => void decide({ action: 'new' })}
        rightSection={<Key name="N" />}
      >
        {words.new}
      </Button>
      <Button
        variant="default"
        disabled={isBusy}
        onClick={() => void decide({ action: 'ignore' })}
        rightSection={<Key name="I" />}
      >
        {words.ignore}
      </Button>
      <Text size="xs" c="dimmed">
        {words.keys}
      </Text>
    </Group>
  )
}

function Key({ name, isFilled = false }: { readonly name: string; readonly isFilled?: boolean }) {
  return (
    <Kbd size="xs" aria-hidden {...(isFilled && { c: 'white', bg: 'transparent' })}>
      {name}
    </Kbd>
  )
}

type Decision = { readonly action: 'link' | 'new' | 'ignore'; readonly person_id?: string }

function useDecide(id: string, onDecided: () => void) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  return {
    isBusy,
    async decide(body: Decision) {
      if (isBusy) return
      const call = () => api.post('/match_cases/{id}/decide', { path: { id }, body })
      const { isDone } = await run(call, { done: words.done[body.action] })
      if (isDone) onDecided()
    },
  }
}
