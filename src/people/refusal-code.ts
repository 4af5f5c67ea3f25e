export type PeopleRefusalCode =
  | 'LOGIN_TAKEN'
  | 'SIGN_IN_LINK_INVALID'
  | 'SIGN_IN_LINK_EXPIRED'
  | 'NOT_SIGNED_IN'
  | 'SESSION_EXPIRED'
  | 'USER_CLOSED'
