import { Alert, Anchor, Paper, Skeleton, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { MatchCaseWithComparison } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useMay } from '../session.ts'
import { CaseComparison } from './case-comparison.tsx'
import { CaseDecision } from './case-decision.tsx'
import { attributeTitle } from './matched-text.ts'
import { matching } from './matching-strings.en.ts'

const words = matching.disputes

type CaseViewProps = { readonly id: string; readonly onDecided: () => void }

/** One case: why it is one, the user beside the people whom it may be, and what can be said of it. */
export function CaseView({ id, onDecided }: CaseViewProps) {
  const { data, error, refetch } = useApiQuery('/match_cases/{id}', { path: { id } }, { keepsPrevious: false })
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton h={420} aria-busy />
  return <Loaded found={data} onDecided={onDecided} />
}

type LoadedProps = { readonly found: MatchCaseWithComparison; readonly onDecided: () => void }

function Loaded({ found, onDecided }: LoadedProps) {
  const [chosen, setChosen] = useState<string | null>(found.people[0]?.id ?? null)
  const mayDecide = useMay('people:write') && found.state === 'open'
  return (
    <Paper withBorder p="lg">
      <Stack gap="md">
        <header>
          <Title order={2} fz="lg">
            {words.question(found.directory_user_name ?? found.directory_user_id)}
          </Title>
          <Text size="sm" c="dimmed" component="div">
            {words.because[found.reason](
              found.rule.split('&').map(attributeTitle).join(matching.links.and),
              found.candidates.length,
            )}{' '}
            <Anchor
              component={Link}
              to="/users/$id"
              params={{ id: found.directory_user_id } as never}
              size="sm"
              underline="always"
            >
              {words.openUser}
            </Anchor>
          </Text>
        </header>
        {found.state !== 'open' && <Decided found={found} />}
        {mayDecide && <CaseDecision found={found} chosen={chosen} onChoose={setChosen} onDecided={onDecided} />}
        <CaseComparison found={found} chosen={mayDecide ? chosen : null} onChoose={mayDecide ? setChosen : null} />
      </Stack>
    </Paper>
  )
}

function Decided({ found: { state, decision, people } }: { readonly found: MatchCaseWithComparison }) {
  const action = typeof decision?.action === 'string' ? decision.action : ''
  const id = typeof decision?.person_id === 'string' ? decision.person_id : null
  const name = people.find((one) => one.id === id)?.display_name ?? id
  return (
    <Alert variant="light" color={state === 'decided' ? 'green' : 'gray'} p="sm">
      {state === 'obsolete' ? words.obsolete : (words.decisions[action]?.(name ?? '') ?? action)}{' '}
      {id && (
        <Anchor component={Link} to="/people/$id" params={{ id } as never} size="sm" underline="always">
          {words.openPerson}
        </Anchor>
      )}
    </Alert>
  )
}
