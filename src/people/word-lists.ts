import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

/** Says how many guesses a password takes. Its word lists are large, so this file is loaded when a password is set. */
export const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
