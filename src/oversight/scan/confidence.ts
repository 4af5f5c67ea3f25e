/** What was seen, from the least to the most that it says, in the words that people read. Only from `use` on is it a use. */
export const confidences = [
  'looked up the name',
  'was sent mail',
  'tried and was blocked',
  'opened a page',
  'installed the app',
  'paid',
  'signed up',
  'connected, content unseen',
  'signed in',
  'uploaded an image',
  'received results',
] as const
export type Confidence = (typeof confidences)[number]

export const confidenceRank = (confidence: Confidence): number => confidences.indexOf(confidence)

/** The rules of detection, each with what it takes for seen. */
export const detectionRules = {
  'DNS-1': 'A name of the service was looked up; that is no use.',
  'WEB-1': 'A page of the service was opened; that is no use.',
  'WEB-2': 'A request to the service was stopped by the proxy.',
  'WEB-3': 'Data of the size or to the place of an image were sent to the tool: each is one search.',
  'WEB-4': 'A page of results of the tool was received.',
  'WEB-5': 'A form to sign up was sent.',
  'WEB-6':
    'A tunnel to the tool was opened; its content is not seen, so each session is estimated as one search.',
  'WEB-7': 'Data were sent to the tool, what is not told: each session is estimated as one search.',
  'WEB-8': 'A form to sign in to the tool was sent.',
  'API-1': 'A program asked the service to compare faces: each request is one search.',
  'MAIL-1': 'The service wrote of an account, a trial or an invitation.',
  'MAIL-2': 'The service wrote of results.',
  'MAIL-3': 'The service wrote, of what the subject does not tell.',
  'APP-1': 'An app or extension of the service is on a device.',
  'PAY-1': 'A purchase names the service.',
  'SSO-1': 'The agency’s own sign-on let a person into the service: each session is estimated as one search.',
  'SSO-2': 'A sign-on to the service failed.',
} as const
export type DetectionRule = keyof typeof detectionRules

/** Why something that bears a service's name is not held against anybody. */
export const setAsideReasons = {
  reading: 'a page of the vendor for the press or the public: news, terms, opting out',
  embedded: 'a picture, font or script of the vendor that another page may show',
  'own mail': 'mail that went to the vendor’s own people',
  list: 'many services looked up at once, as a list of names is',
} as const
export type SetAsideReason = keyof typeof setAsideReasons
