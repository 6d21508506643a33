/** What the portal's frame says. */
export const frameEn = {
  title: 'Set up your directory',
  titleOf: (name: string) => `Set up your directory with ${name}`,
  setUp: 'Set-up',
  stepOf: (step: number, steps: number) => `Step ${step} of ${steps}`,
  stepDone: 'done',
  steps: {
    choose: 'Choose your provider',
    steps: 'Follow the steps',
    settings: 'Enter the connection',
    test: 'Test it',
    attributes: 'Check the attributes',
    scope: 'Choose who is synced',
    review: 'Review and start',
    status: 'Status',
  },
  language: 'Language',
  appearance: { light: 'Use light colours', dark: 'Use dark colours' },
  forOrganization: (name: string) => `For ${name}`,
  openUntil: 'This page stays open until',
  questions: 'Questions?',
  contact: (name: string) => `Ask ${name}`,
  somebody: 'whoever sent you the link',
  goBack: (name: string) => `Back to ${name}`,
  goBackBare: 'Back',
  skip: 'Go to the content',
  loading: 'Loading',
  notFound: {
    title: 'There is no such page',
    text: 'The address may have been cut off, or what it showed is not here any more.',
    action: 'Go to the start',
  },
  ended: {
    unknown: {
      title: 'This link is not known',
      text: 'Check that it was copied whole. If it was, ask for a new one.',
    },
    expired: {
      title: 'This link has ended',
      text: 'Links can be opened for a limited time only. Nothing that you have entered is lost: with a new link you go on where you stopped.',
    },
    revoked: {
      title: 'This link was taken back',
      text: 'Whoever made it has ended it. Ask them for a new one if you still need it.',
    },
    session_ended: {
      title: 'Your visit has ended',
      text: 'Open the link that you were sent again. If it has ended too, ask for a new one. Nothing that you have entered is lost.',
    },
    none: {
      title: 'Open the link that you were sent',
      text: 'This page is opened by a link. If you have none, ask the company whose product you want to connect.',
    },
    ask: (name: string) => `Ask ${name} for a new link`,
    mailSubject: 'A new set-up link, please',
    mailBody: 'The link to set up our directory does not open any more. Could you send me a new one?',
  },
}

/** The texts of the frame in a language. */
export type FrameStrings = typeof frameEn
