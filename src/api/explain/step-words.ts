import type { JsonObject } from '../../model/json.ts'
import type { NoticeCode, StepCode } from '../objects/explanation.ts'

/** What is so, and what to do about it; `fix` null where there is nothing to do. */
export type Words = { readonly text: string; readonly fix: string | null }

type Say = (facts: JsonObject) => Words

const ok = (text: string): Words => ({ text, fix: null })
const said = (reason: unknown): string =>
  typeof reason === 'string' && reason !== '' ? `: ${reason.replace(/\.$/, '')}.` : '.'

/** What steps say, for people. */
export const stepWords: Readonly<Record<StepCode, Say>> = {
  read_in_run: () => ok('The last run read this person from the source.'),
  read_now: ({ status }) => ok(`The source has this person now${status ? `, with the status "${status}"` : ''}.`),
  received_by_request: ({ method }) =>
    ok(`Your identity provider sent this person; the last change came by ${method}.`),
  imported: () => ok('This person was imported. The source has not changed anything of the person since.'),
  gone_from_source: () => ({
    text: 'The source does not have this person any more.',
    fix: 'Look whether the person was deleted or moved at the source. Whoever comes back there keeps the id here.',
  }),
  not_found_now: () => ({
    text: 'The source does not find anybody like this now.',
    fix: 'Check the spelling at the source, and whether the credential may see this person.',
  }),
  unreadable_at_source: ({ reason }) => ({
    text: `The source lists this person in a way that cannot be read${said(reason)}`,
    fix: 'Correct the record at the source. It is read again by the next run.',
  }),
  refused_request: ({ method, status, reason }) => ({
    text: `Your identity provider sent this person by ${method}, which was refused with ${status}${said(reason)}`,
    fix: 'Correct at the identity provider what the answer says, then push the person again.',
  }),
  only_looked_up: () => ({
    text: 'Your identity provider has looked for this person here, but has never sent the person.',
    fix: 'Look into the provisioning log of the identity provider: it says why the person was skipped. Mostly the person is not assigned to the application.',
  }),
  never_read: () => ({
    text: 'Nobody like this was in the last full reading of the source.',
    fix: 'Check the spelling, that the person exists at the source, and that the credential may see the person. Then look the person up at the source.',
  }),
  never_received: () => ({
    text: 'Your identity provider has never sent anybody like this.',
    fix: 'Check the spelling, and that the person, or a group of the person, is assigned to the application at the identity provider. Then push the person from there.',
  }),
  not_read_yet: ({ is_running }) =>
    is_running
      ? { text: 'The source is being read for the first time.', fix: 'Wait until the run is done, then look again.' }
      : { text: 'The source was not read as a whole yet.', fix: 'Start the first sync.' },
  nothing_received_yet: () => ({
    text: 'Your identity provider has not sent anybody yet.',
    fix: 'Finish the steps at the identity provider, switch provisioning on there, and assign people to the application.',
  }),
  source_decides: () => ok('Your identity provider decides who is sent: there is no scope here.'),
  everybody_in_scope: () => ok('The scope has everybody.'),
  in_scope: ({ reason }) => ok(`The person is in the scope${said(reason)}`),
  out_of_scope: ({ reason }) => ({
    text: `The scope leaves this person out${said(reason)}`,
    fix: 'Change at the source what the scope asks for, such as the groups of the person, or change the scope.',
  }),
  left_scope: ({ reason, on_leave: onLeave }) => ({
    text: `The person was in the scope and has left it${said(reason)}`,
    fix: `Whoever leaves the scope is ${onLeave === 'delete' ? 'deleted' : onLeave === 'keep' ? 'kept' : 'made inactive'} here. Put the person back into what the scope asks for, or change the scope.`,
  }),
  scope_undecided: ({ reason }) => ({
    text: `It cannot be said whether this person is in the scope${said(reason)}`,
    fix: 'Until it can, nothing is changed. Correct the rule, or let the credential see what the rule needs.',
  }),
  scope_not_reached: () => ok('Nothing is known of this person that the scope could be asked about.'),
  mapped: ({ attributes, empty }) =>
    ok(`${attributes} attributes have a value${empty ? `; without one: ${empty}` : ''}.`),
  mapped_with_problems: ({ targets, reason }) => ({
    text: `Some attributes could not be taken (${targets})${said(reason)}`,
    fix: 'Correct the value at the source, or map the attribute from another one. What is stored stays until then.',
  }),
  mapping_refused: ({ reason }) => ({
    text: `The mapping gives no user${said(reason)}`,
    fix: 'Fill in at the source what the mapping reads, or map the username from another attribute.',
  }),
  normalised: ({ attributes }) => ok(`${attributes} attributes have a value, in Muster's form.`),
  mapping_not_reached: () => ok('There is nothing of this person that could be mapped.'),
  matched: ({ by, value }) =>
    ok(`The person is the same user here, known by the ${by === 'username' ? 'username' : "source's id"} "${value}".`),
  name_taken: ({ reason }) => ({
    text: `Another user here has the same username${said(reason)}`,
    fix: 'Give one of the two another login at the source, then try again.',
  }),
  refused_here: ({ reason }) => ({
    text: `The directory could not take this person${said(reason)}`,
    fix: 'Correct at the source what the text says. It is tried again by itself, or at once by a retry.',
  }),
  match_not_reached: () => ok('There is no user here that would be this person.'),
  active: () => ok('The user is here and active.'),
  kept_active: () => ok('The source has deactivated this person; the policy of the directory keeps the user active.'),
  inactive_at_source: ({ deleted_at: at }) => ({
    text: `The source has deactivated this person, so the user is inactive here${at ? ` and will be deleted on ${String(at).slice(0, 10)}` : ''}.`,
    fix: 'Activate the person at the source, if the person is to have access.',
  }),
  inactive_left_scope: () => ({
    text: 'The person left the scope, so the user is inactive here.',
    fix: 'Put the person back into what the scope asks for, or change the scope.',
  }),
  removal_held: ({ reason }) => ({
    text: `The removal of this user waits for a decision: the deletion guard holds it (${reasonWords(reason)}). Until then the user stays.`,
    fix: 'Look at the removals that wait, then approve or reject them.',
  }),
  removal_planned: ({ reason }) => ({
    text: `The user is about to be removed (${reasonWords(reason)}).`,
    fix: 'Stop the run if that must not happen, and put the person right at the source.',
  }),
  deleted: ({ by, restorable_until: until }) => ({
    text: `The user was deleted (by: ${by}) and can be had back until ${String(until).slice(0, 10)}.`,
    fix: 'When the person comes back at the source, the same user comes back here.',
  }),
  not_here: () => ({ text: 'There is no user for this person here.', fix: 'See the first step that is not in order.' }),
}

function reasonWords(reason: unknown): string {
  return removalReasons[String(reason)] ?? String(reason)
}

const removalReasons: Readonly<Record<string, string>> = {
  absent: 'the source does not list the person any more',
  deleted: 'the source says that the person was deleted',
  deactivated: 'the source has deactivated the person',
  left_scope: 'the person left the scope',
}

/** What holds for a whole directory, for people. */
export const noticeWords: Readonly<Record<NoticeCode, Say>> = {
  directory_paused: () => ({
    text: 'The directory is paused: nothing that changes at the source arrives here.',
    fix: 'Resume the directory.',
  }),
  directory_quarantined: ({ reason }) => ({
    text: `The directory is stopped because its source could not be read${said(reason)}`,
    fix: 'Put right what the text says, then start a sync. What is here stays until then.',
  }),
  run_under_way: () => ok('A run is on its way; what it finds may change this answer.'),
  run_failed: ({ reason }) => ({
    text: `The last run failed${said(reason)}`,
    fix: 'Put right what the text says, then start a sync. Nobody was removed by it.',
  }),
  source_not_asked: ({ reason }) => ok(`The source was not asked${said(reason)}`),
}
