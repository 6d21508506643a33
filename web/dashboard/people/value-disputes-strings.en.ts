/** The texts of values about which directories of equal say differ, and of people who are made one. */
export const deciding = {
  values: {
    text: 'Values of people about which directories of equal say differ. Somebody says whose word counts, and it is followed from then on.',
    label: 'Values to decide about',
    stateLabel: 'Which',
    states: { open: 'To decide', decided: 'Decided', obsolete: 'Not any more' },
    empty: {
      open: {
        title: 'Nothing to decide',
        text: 'Where the authority of an attribute asks for it, values about which directories differ are shown here.',
      },
      decided: { title: 'Nothing was decided yet', text: 'What somebody decides here is kept.' },
      obsolete: {
        title: 'Nothing ended by itself',
        text: 'Cases in which the directories agreed again are kept here.',
      },
    },
    person: 'Person',
    attribute: 'Attribute',
    now: 'The person has',
    said: { open: 'The directories say', decided: 'The directories said', obsolete: 'The directories said' },
    since: 'Since',
    none: 'Nothing',
    masked: 'Hidden',
    chosen: 'Their word counts',
    choose: 'Use this',
    chooseOf: (directory: string, attribute: string, person: string) =>
      `Use this: the ${attribute} that ${directory} says of ${person}`,
    done: 'The person follows',
    reopen: 'Decide again',
    reopened: 'It is taken back',
  },
  merge: {
    button: 'Merge with another person',
    title: (name: string) => `Make another person ${name}`,
    text: (name: string) =>
      `Choose who turned out to be ${name}. All users of that person are moved here, with what files and people say of it by name. The rules of matching leave them alone from then on.`,
    person: 'The other person',
    moves: 'Users that move',
    twice: (directories: string) =>
      `The person would be more than one active user of ${directories}: they may be two people after all.`,
    changes: 'Values that change',
    nothing: 'No value changes.',
    from: (before: string, after: string) => `${before} → ${after}`,
    none: 'nothing',
    cancel: 'Cancel',
    action: 'Merge',
    done: 'The two are one person',
  },
}
