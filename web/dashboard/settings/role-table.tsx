import { Table, Text } from '@mantine/core'
import { permissionsByArea } from './permission-picker.tsx'
import { Section } from './section.tsx'
import { strings } from './strings.en.ts'
import { WithSettings } from './with-settings.tsx'

const words = strings.team
type RoleName = keyof typeof strings.roleNames

/** What each role may do, by area, as the server says it. */
export function RoleTable() {
  return (
    <WithSettings>
      {({ roles }) => {
        const all = permissionsByArea(roles.find(({ role }) => role === 'owner')?.permissions ?? [])
        return (
          <Section title={words.roles}>
            <Table.ScrollContainer minWidth={760}>
              <Table aria-label={words.roles} verticalSpacing={6}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{words.area}</Table.Th>
                    {roles.map(({ role }) => (
                      <Table.Th key={role} w="20%" style={{ verticalAlign: 'top' }}>
                        {strings.roleNames[role]}
                        <Text size="xs" c="dimmed" fw={400}>
                          {words.roleTexts[role as RoleName]}
                        </Text>
                      </Table.Th>
                    ))}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {all.map(([area, deeds]) => (
                    <Table.Tr key={area}>
                      <Table.Th scope="row" fw={500}>
                        {strings.areas[area] ?? area}
                      </Table.Th>
                      {roles.map(({ role, permissions }) => (
                        <Table.Td key={role}>{may(area, deeds, permissions)}</Table.Td>
                      ))}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </Section>
        )
      }}
    </WithSettings>
  )
}

/** What a role may do in an area, in words. */
function may(area: string, deeds: readonly string[], permissions: readonly string[]): string {
  const allowed = deeds.filter((deed) => permissions.includes(`${area}:${deed}`))
  if (allowed.includes('decide')) return words.decides
  if (allowed.includes('write')) return allowed.includes('read') ? words.changes : words.onlyChanges
  return allowed.includes('read') ? words.reads : words.nothing
}
