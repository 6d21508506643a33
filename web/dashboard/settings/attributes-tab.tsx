import { Code, Group, Stack, Text } from '@mantine/core'
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { CustomAttribute } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { EmptyState } from '../../shared/empty-state.tsx'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { ObjectPicker } from '../../shared/pickers/object-picker.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useSession } from '../session.ts'
import { AttributeForm } from './attribute-form.tsx'
import { DeedButton } from './deed-button.tsx'
import { RowMenu } from './row-menu.tsx'
import { strings } from './strings.en.ts'
import { type Allowed, useAllowed } from './use-allowed.ts'

const route = getRouteApi('/shell/settings')
const words = strings.attributes

/** The attributes that organizations declare for their people besides the standard ones. */
export function AttributesTab() {
  const { organization } = route.useSearch()
  const navigate = useNavigate()
  const { data: session } = useSession()
  const bound = session?.organization_id ?? null
  const chosen = bound ?? organization ?? null
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed" maw={720}>
        {words.text}
      </Text>
      {bound === null && (
        <Group>
          <ObjectPicker
            kind="organization"
            label={words.organization}
            value={chosen}
            onChange={(id) =>
              void navigate({ to: '/settings', search: { tab: 'attributes', ...(id && { organization: id }) } })
            }
          />
        </Group>
      )}
      {chosen === null ? <EmptyState {...words.choose} isCompact /> : <Attributes key={chosen} organization={chosen} />}
    </Stack>
  )
}

function Attributes({ organization }: { readonly organization: string }) {
  const allowed = useAllowed('organizations:write', { ofOrganization: true })
  const [form, setForm] = useState<{ readonly attribute: CustomAttribute | null } | null>(null)
  const list = useApiQuery('/organizations/{id}/custom_attributes', { path: { id: organization }, query: {} })
  const remove = useRemove(organization)
  const button = (
    <DeedButton
      allowed={allowed}
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => setForm({ attribute: null })}
    >
      {words.add}
    </DeedButton>
  )
  return (
    <>
      <ListTable<CustomAttribute>
        name="custom-attributes"
        label={strings.tabs.attributes}
        rows={list.data?.data}
        rowId={({ name }) => name}
        rowName={({ name }) => name}
        columns={attributeColumns({ allowed, onEdit: (attribute) => setForm({ attribute }), onRemove: remove })}
        isLoading={list.isFetching}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={words.empty}
        actions={button}
      />
      <AttributeForm organization={organization} form={form} onClose={() => setForm(null)} />
    </>
  )
}

type AttributeDeeds = {
  readonly allowed: Allowed
  readonly onEdit: (attribute: CustomAttribute) => void
  readonly onRemove: (attribute: CustomAttribute) => void
}

function attributeColumns({ allowed, onEdit, onRemove }: AttributeDeeds): readonly ListColumn<CustomAttribute>[] {
  return [
    { key: 'name', title: words.name, render: ({ name }) => <Code>{name}</Code> },
    { key: 'type', title: words.type, render: ({ type }) => words.types[type] },
    { key: 'form', title: words.form, render: ({ form }) => words.forms[form] },
    { key: 'description', title: words.description, render: ({ description }) => description ?? '–' },
    {
      key: 'actions',
      title: strings.actions,
      width: 96,
      fixed: true,
      render: (attribute) => (
        <RowMenu
          label={words.editNamed(attribute.name)}
          allowed={allowed}
          deeds={[
            { label: words.edit, icon: <IconPencil size={16} aria-hidden />, onRun: () => onEdit(attribute) },
            {
              label: words.remove,
              icon: <IconTrash size={16} aria-hidden />,
              isDangerous: true,
              onRun: () => onRemove(attribute),
            },
          ]}
        />
      ),
    },
  ]
}

function useRemove(organization: string): (attribute: CustomAttribute) => void {
  const api = useApi()
  const confirm = useConfirm()
  const { run } = useDeed()
  return async ({ name }) => {
    const question = { title: words.removeTitle(name), text: words.removeText, action: words.remove, typed: name }
    if (!(await confirm({ ...question, isDangerous: true, cannotBeUndone: true }))) return
    const path = { id: organization, name }
    const done = words.removed(name)
    await run(() => api.delete('/organizations/{id}/custom_attributes/{name}', { path }), { done })
  }
}
