// Child of data-folder-lock.test.ts: tries once for the lock, says how it went, and holds on until its input ends.
import { isRefused, must } from '../kernel/index.ts'
import { lockDataFolder } from './data-folder-lock.ts'

const say = (word: string): void => console.log(word)
const ended = new Promise((resolve) => process.stdin.resume().once('end', resolve))
try {
  const lock = await lockDataFolder(must(process.argv[2], 'data folder'), { command: 'casebound serve' })
  say('LOCKED')
  await ended
  if (process.argv[3] === 'release') await lock.release()
} catch (error) {
  say(isRefused(error) ? error.code : String(error))
  await ended
}
