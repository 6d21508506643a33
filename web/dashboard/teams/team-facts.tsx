import { Anchor, SimpleGrid, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { FullMemberObject } from '../../shared/api-types.ts'
import { CopyField } from '../../shared/copy-field.tsx'
import { strings } from './strings.en.ts'
import { howText } from './teams-columns.tsx'

const words = strings.page

type TeamFactsProps = { readonly object: FullMemberObject }

/** What one wants to know of a team, group or org unit at first sight. */
export function TeamFacts({ object }: TeamFactsProps) {
  const { kind, lead, above, unit, children, roles, mode } = object
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="md" verticalSpacing="sm">
        {kind !== 'Group' && <Fact label={words.lead}>{lead && <Somebody person={lead} />}</Fact>}
        {kind !== 'Group' && <Fact label={words.above}>{above && <ToObject object={object} to={above} />}</Fact>}
        {kind === 'Team' && <Fact label={words.unit}>{unit && <ToObject object={object} to={unit} />}</Fact>}
        <Fact label={strings.columns.how}>{howText(object)}</Fact>
        <Fact label={words.mode}>{words.modes[mode ?? 'none']}</Fact>
        {children.length > 0 && (
          <Fact label={words.below}>
            {children.map((one, index) => (
              <span key={one.id}>
                {index > 0 && ', '}
                <ToObject object={object} to={one} />
              </span>
            ))}
          </Fact>
        )}
        {roles.map(({ role, people }) => (
          <Fact key={role} label={`${words.roles}: ${role}`}>
            {people.map((person, index) => (
              <span key={person.ref}>
                {index > 0 && ', '}
                <Somebody person={person} />
              </span>
            ))}
          </Fact>
        ))}
      </SimpleGrid>
      <CopyField label={words.id} value={`${kind}/${object.id}`} />
    </Stack>
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Stack gap={2} style={{ minWidth: 0 }}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
        {children || words.unset}
      </Text>
    </Stack>
  )
}

function Somebody({ person }: { readonly person: NonNullable<FullMemberObject['lead']> }) {
  if (person.id === null) return <>{words.nobody(person.ref)}</>
  return (
    <Anchor component={Link} to="/people/$id" params={{ id: person.id } as never} size="sm">
      {person.display_name}
    </Anchor>
  )
}

type ToObjectProps = TeamFactsProps & { readonly to: NonNullable<FullMemberObject['above']> }

function ToObject({ object, to }: ToObjectProps) {
  const { organization_id: organization } = object.overlay_object
  return (
    <Anchor
      component={Link}
      to="/teams/$kind/$id"
      params={{ kind: to.kind, id: to.id } as never}
      search={{ organization } as never}
      size="sm"
    >
      {to.name}
    </Anchor>
  )
}
