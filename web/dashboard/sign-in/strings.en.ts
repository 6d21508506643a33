/** The texts of the sign-in. */
export const strings = {
  title: 'Sign in to Muster',
  byProvider: (name: string) => `Continue with ${name}`,
  or: 'or',
  apiKey: 'API key',
  apiKeyHint: 'You can do what the key can. The session ends when the key is revoked.',
  apiKeyRequired: 'Enter an API key.',
  byKey: 'Sign in with the key',
  useKey: 'Use an API key instead',
  askOwner: 'No access yet? Ask an owner of this Muster to invite you.',
  noOwner: {
    title: 'This Muster has no owner yet',
    before: 'Run ',
    command: 'muster sign-in-link',
    after: ' where the server runs, and open the link that it prints. Whoever opens it becomes the first owner.',
  },
  demo: {
    text: 'This is the demo: it is open without signing in.',
    action: 'Open the demo',
  },
  link: {
    title: 'Welcome',
    text: 'This link signs you in once, in this browser.',
    action: 'Sign in',
    missing: 'The link is not complete any more. Open it again from the message that you got.',
    other: 'Sign in another way',
  },
  owner: {
    title: 'Set up Muster',
    text: 'You become the first owner: you can do everything, and invite others.',
    name: 'Your name',
    nameRequired: 'Enter your name.',
    email: 'Your e-mail address',
    emailHint: 'Single sign-on recognises you by it later. Nothing is sent to it.',
    emailRequired: 'Enter your e-mail address.',
    action: 'Become the owner',
  },
  failed: 'You could not be signed in',
  /** By the codes with which the server leads here. */
  errors: {
    cancelled: 'The sign-in was cancelled at the provider. Try again when you are ready.',
    provider_unavailable:
      'The sign-in provider cannot be reached, or its settings are not right. Try again in a moment; if it stays so, ask an owner to look at the server log.',
    provider_refused:
      'The sign-in provider refused the sign-in. Try again; if it stays so, ask an owner to look at the server log.',
    sign_in_expired: 'The sign-in took too long, or was begun in another tab or browser. Start again here.',
    answer_invalid: 'What the sign-in provider answered could not be verified, so nobody was signed in. Try again.',
    email_missing: 'The sign-in provider did not tell your e-mail address. Ask an owner to allow the scope "email".',
    email_unverified: 'The sign-in provider has not verified your e-mail address. Verify it there, then try again.',
    identity_changed:
      'Your e-mail address belongs to another person in this team. Ask an owner to deactivate the earlier member.',
    not_invited: 'You are not in this team yet. Ask an owner to invite you by your work e-mail address.',
    no_role: 'Your account has no role in this Muster. Ask your administrator to add you to one of its groups.',
    deactivated: 'Your access was deactivated. Ask an owner if you need it again.',
    too_many_attempts: 'There were too many attempts from your network. Wait a minute, then try again.',
  } as Readonly<Record<string, string>>,
  unknownError: 'Something went wrong while signing in. Try again.',
} as const
