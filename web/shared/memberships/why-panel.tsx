import { List, Skeleton, Stack, Text, Title } from '@mantine/core'
import type { MembershipExplanation } from '../api-types.ts'
import { ErrorNotice } from '../error-notice.tsx'
import { SidePanel } from '../side-panel.tsx'
import { Time } from '../time.tsx'
import { useApiQuery } from '../use-api.ts'
import { ExplainedTree } from './explained-tree.tsx'
import { reasonText } from './reason-text.ts'
import { strings } from './strings.en.ts'

const words = strings.why

/** Whose membership of what is asked about. */
export type Membership = {
  readonly person: { readonly id: string; readonly name: string }
  readonly object: { readonly kind: MembershipExplanation['kind']; readonly id: string; readonly name: string }
}

type WhyPanelProps = Membership & { readonly onClose: () => void }

/** Why somebody is, or is not, in a team, group or org unit: what was said of it, and every part of the rule with what it gives. */
export function WhyPanel({ person, object, onClose }: WhyPanelProps) {
  const path = { id: person.id, kind: object.kind, object_id: object.id }
  const query = useApiQuery('/people/{id}/memberships/{kind}/{object_id}/explain', { path }, { keepsPrevious: false })
  const { data, error, refetch } = query
  return (
    <SidePanel opened onClose={onClose} title={words.of(person.name, object.name)}>
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <Skeleton h={160} aria-busy />}
      {data && <Explanation of={data} />}
    </SidePanel>
  )
}

function Explanation({ of }: { readonly of: MembershipExplanation }) {
  const said = whatWasSaid(of)
  return (
    <Stack gap="md">
      <Text fw={600}>{outcomeOf(of)}</Text>
      {of.unknown && (
        <Text size="sm" c="dimmed">
          {of.unknown}
        </Text>
      )}
      {said.length > 0 && (
        <List size="sm" spacing={4}>
          {said.map((text) => (
            <List.Item key={text}>{text}</List.Item>
          ))}
        </List>
      )}
      {of.rule && <Rule rule={of.rule} masked={of.masked_attributes} />}
      {of.flips_at && (
        <Text size="sm">
          {words.flips}: <Time at={of.flips_at} form="exact" />
        </Text>
      )}
    </Stack>
  )
}

type RuleProps = { readonly rule: NonNullable<MembershipExplanation['rule']>; readonly masked: readonly string[] }

function Rule({ rule: { text, explained, problem }, masked }: RuleProps) {
  return (
    <section>
      <Title order={3} fz="sm" mb={6}>
        {words.rule}
      </Title>
      {problem && (
        <Text size="sm" c="red">
          {problem}
        </Text>
      )}
      {explained ? (
        <ExplainedTree part={explained} label={words.tree} />
      ) : (
        <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
          <code>{text}</code>
          {masked.length > 0 && <p>{words.masked(masked.join(', '))}</p>}
        </Text>
      )}
    </section>
  )
}

function outcomeOf({ is_member: isMember, unknown, name }: MembershipExplanation): string {
  if (isMember) return words.in(name)
  return unknown ? words.undecided(name) : words.out(name)
}

/** Everything that speaks for or against, but for the rule, which is shown. */
function whatWasSaid(of: MembershipExplanation): readonly string[] {
  const { reasons, kept_out: keptOut, named, hand, rule } = of
  const until = keptOut?.until ? ` ${strings.reasons.until(keptOut.until)}` : ''
  const said = [
    ...(keptOut ? [`${words.keptOut[keptOut.by]}${until}.`] : []),
    ...reasons.map((reason) => reasonText(reason, { isRuleShown: true })),
    ...(named && !named.counts ? [words.notCounted.named] : []),
    ...(hand && !hand.counts ? [words.notCounted.hand] : []),
  ]
  return said.length === 0 && !rule ? [words.nothing] : said
}
