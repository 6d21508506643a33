import { Select, TextInput } from '@mantine/core'
import type { PeopleAction } from './action-form.tsx'
import type { DemoProvider } from './demo-types.ts'
import { strings } from './strings.en.ts'

/** What was chosen so far. */
export type Draft = {
  readonly department?: string | undefined
  readonly person?: string | undefined
  readonly team?: string | undefined
  readonly title?: string | undefined
  readonly name?: string | undefined
}

export type ActionFieldsProps = {
  readonly kind: PeopleAction
  readonly provider: DemoProvider
  readonly draft: Draft
  readonly onChange: (change: Draft) => void
}

const { fields } = strings

/** The fields that an action needs, as choosers of the provider's people, teams and departments. */
export function ActionFields({ kind, ...rest }: ActionFieldsProps) {
  if (kind === 'hire') return <HireFields {...rest} />
  if (kind === 'move_team') return <TeamFields {...rest} />
  return (
    <>
      <PersonField {...rest} isAny={kind === 'deactivate'} />
      {kind === 'change_title' && <TitleField {...rest} />}
    </>
  )
}

type FieldsProps = Omit<ActionFieldsProps, 'kind'>

function HireFields({ provider, draft, onChange }: FieldsProps) {
  return (
    <>
      <DepartmentField
        provider={provider}
        value={draft.department}
        onChange={(department) => onChange({ department })}
      />
      <TextInput
        label={fields.name}
        placeholder={fields.madeUp}
        w={260}
        maxLength={100}
        value={draft.name ?? ''}
        onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
      />
    </>
  )
}

function TeamFields({ provider, draft, onChange }: FieldsProps) {
  const team = provider.teams.find(({ id }) => id === draft.team)
  return (
    <>
      <Select
        label={fields.team}
        placeholder={fields.chooseTeam}
        nothingFoundMessage={fields.nobody}
        searchable
        w={320}
        limit={50}
        value={draft.team ?? null}
        onChange={(id) => onChange({ team: id ?? undefined })}
        data={provider.teams.map(({ id, name, size, department }) => ({
          value: id,
          label: `${fields.teamOption(name, size)} · ${department}`,
        }))}
      />
      <DepartmentField
        provider={provider}
        value={draft.department}
        without={team?.department}
        onChange={(department) => onChange({ department })}
      />
    </>
  )
}

/** Somebody who is active, or anybody where one may also come back. */
function PersonField({ provider, draft, onChange, isAny }: FieldsProps & { readonly isAny: boolean }) {
  const people = provider.people.filter((person) => isAny || person.is_active)
  return (
    <Select
      label={fields.person}
      placeholder={fields.choosePerson}
      nothingFoundMessage={fields.nobody}
      searchable
      w={360}
      limit={50}
      value={draft.person ?? null}
      onChange={(id) => onChange({ person: id ?? undefined, title: undefined })}
      data={people.map(({ id, name, title, is_active: isActive }) => ({
        value: id,
        label: `${name} · ${title}${isActive ? '' : ' · inactive'}`,
      }))}
    />
  )
}

function TitleField({ provider, draft, onChange }: FieldsProps) {
  const person = provider.people.find(({ id }) => id === draft.person)
  const department = provider.departments.find(({ name }) => name === person?.department)
  return (
    <Select
      label={fields.newTitle}
      placeholder={fields.chooseTitle}
      disabled={!person}
      w={260}
      value={draft.title ?? null}
      onChange={(title) => onChange({ title: title ?? undefined })}
      data={[...new Set(department?.titles)].filter((title) => title !== person?.title)}
    />
  )
}

type DepartmentFieldProps = {
  readonly provider: DemoProvider
  readonly value: string | undefined
  readonly without?: string | undefined
  readonly onChange: (department: string | undefined) => void
}

function DepartmentField({ provider, value, without, onChange }: DepartmentFieldProps) {
  return (
    <Select
      label={fields.department}
      placeholder={fields.chooseDepartment}
      w={240}
      value={value ?? null}
      onChange={(name) => onChange(name ?? undefined)}
      data={provider.departments.map(({ name }) => name).filter((name) => name !== without)}
    />
  )
}
