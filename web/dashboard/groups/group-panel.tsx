import { Anchor, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { DirectoryGroup } from '../../shared/api-types.ts'
import { CopyField } from '../../shared/copy-field.tsx'
import { SidePanel } from '../../shared/side-panel.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'

type GroupPanelProps = {
  readonly id: string | undefined
  readonly listed: DirectoryGroup | undefined
  readonly onClose: () => void
}

/** The short form of a group, beside the list. */
export function GroupPanel({ id, listed, onClose }: GroupPanelProps) {
  const options = { isEnabled: id !== undefined, keepsPrevious: false }
  const { data } = useApiQuery('/directory_groups/{id}', { path: { id: id ?? '' } }, options)
  const group = data ?? listed
  return (
    <SidePanel
      opened={id !== undefined}
      onClose={onClose}
      title={group?.name ?? strings.title}
      {...(id && { fullPage: `/groups/${id}` })}
    >
      {group && (
        <Stack gap="lg">
          <FirstMembers id={group.id} />
          <CopyField label={strings.page.id} value={group.id} />
          <CopyField label={strings.page.idpId} value={group.idp_id} />
        </Stack>
      )}
    </SidePanel>
  )
}

function FirstMembers({ id }: { readonly id: string }) {
  const path = { id }
  const { data } = useApiQuery(
    '/directory_groups/{id}/members',
    { path, query: { limit: 12 } },
    { keepsPrevious: false },
  )
  const count = useApiQuery('/directory_groups/{id}/members/count', { path }, { keepsPrevious: false }).data
  return (
    <section>
      <Title order={3} fz="sm" mb={6}>
        {count ? strings.page.members(count.count) : strings.page.tabs.members}
      </Title>
      {!data && <Skeleton h={120} />}
      <Stack gap={6}>
        {data?.data.map((member) => (
          <Group key={member.id} justify="space-between" wrap="nowrap" gap="sm">
            {member.type === 'pending' ? (
              <Text size="sm">
                <code>{member.id}</code> {strings.members.pending}
              </Text>
            ) : (
              <Anchor
                size="sm"
                renderRoot={(props) => (
                  <Link to={`/${member.type === 'user' ? 'users' : 'groups'}/${member.id}`} {...props} />
                )}
              >
                {member.name ?? member.id}
              </Anchor>
            )}
            <Text size="xs" c="dimmed" truncate>
              {member.job_title}
            </Text>
          </Group>
        ))}
      </Stack>
    </section>
  )
}
