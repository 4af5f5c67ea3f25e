import { describe, expect, it } from 'vitest'
import { courseFaults } from './check-course.ts'
import { type Course, examLength } from './course.ts'
import { exercisePicture, loadExercise } from './exercise.ts'
import { courseByCode, loadCourses, theCourses } from './load-courses.ts'

const courses = await theCourses()
const { pictures, probes } = await loadExercise()
const names = new Set(Object.keys(pictures))

describe('the courses of the house', () => {
  it.each([
    ['casebound-requester', 40, 20, ['search']],
    ['casebound-examiner', 60, 30, ['search', 'examine']],
    ['casebound-supervisor', 30, 15, ['supervise']],
  ])('%s has at least %i questions, asks %i and covers %j', async (code, bank, asked, covers) => {
    const course = await courseByCode(code)
    expect(course.questions.length).toBeGreaterThanOrEqual(bank)
    expect(examLength(course)).toBe(asked)
    expect(course.covers).toEqual(covers)
    expect(courseFaults(course, names)).toEqual([])
  })

  it('explain every question and every lesson shows more than a title', () => {
    for (const { questions, content } of courses) {
      expect(questions.filter(({ why }) => why.length < 30)).toEqual([])
      expect(content.filter(({ blocks }) => blocks.length < 5)).toEqual([])
    }
  })

  it('show synthetic people in their lessons, each picture there', async () => {
    const shown = courses.flatMap(({ content }) =>
      content.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.kind === 'pictures' ? block.pictures : [])),
      ),
    )
    expect(shown.length).toBeGreaterThan(5)
    for (const { name } of shown) {
      const bytes = await exercisePicture(name)
      expect([...(bytes ?? []).slice(0, 2)], name).toEqual([0xff, 0xd8])
    }
  })

  it('give the longest option no better chance than others to be right', () => {
    const single = courses.flatMap(({ questions }) => questions).filter(({ right }) => right.length === 1)
    const longest = single.filter(({ options, right: [at = 0] }) =>
      options.every((option) => option.length <= (options[at]?.length ?? 0)),
    )
    // Whoever always takes the longest option must not come near a pass.
    expect(longest.length / single.length).toBeLessThan(0.5)
  })

  it('refuse a code that none has', async () => {
    await expect(courseByCode('no-such')).rejects.toMatchObject({ code: 'COURSE_UNKNOWN' })
  })
})

describe('the pictures of the exercise', () => {
  it('are there for every pair, a stranger never being the person', async () => {
    for (const { probe, same, strangers } of probes) {
      expect(strangers).not.toContain(same)
      for (const name of [probe, same, ...strangers]) expect(await exercisePicture(name), name).toBeDefined()
    }
  })

  it.each(['../exercise', '__proto__', 'constructor', 'camera-01.jpg', ''])(
    'are not reached as %j',
    async (name) => {
      expect(await exercisePicture(name)).toBeUndefined()
    },
  )
})

describe('a faulty course', () => {
  const [course] = courses as readonly [Course]
  const [first, second] = course.questions as readonly [
    Course['questions'][number],
    Course['questions'][number],
  ]
  const faultsWith = (change: Partial<Course>) => courseFaults({ ...course, ...change }, names)

  it.each<[string, Partial<Course>, RegExp]>([
    ['asks the same twice', { questions: [...course.questions, { ...first, id: 'other-01' }] }, /is like/],
    ['uses an id twice', { questions: [...course.questions, { ...second, id: first.id }] }, /is like/],
    [
      'has no wrong option',
      { questions: [...course.questions.slice(1), { ...first, right: first.options.map((_, at) => at) }] },
      /no wrong option/,
    ],
    [
      'names a right option that is not there',
      { questions: [...course.questions.slice(1), { ...first, right: [5] }] },
      /not there/,
    ],
    [
      'names a right option twice',
      { questions: [...course.questions.slice(1), { ...first, right: [0, 0] }] },
      /twice/,
    ],
    [
      'has two options alike',
      { questions: [...course.questions.slice(1), { ...first, options: ['Yes', 'yes.', 'No'] }] },
      /options alike/,
    ],
    [
      'has a question outside its blueprint',
      { questions: [...course.questions, { ...first, id: 'x-01', domain: 'zzz' }] },
      /no exam asks/,
    ],
    ['cannot fill a cell twice over', { questions: course.questions.slice(0, 20) }, /are needed/],
    [
      'shows a picture that is not there',
      {
        content: [
          {
            code: 'x',
            title: 'X',
            blocks: [{ kind: 'pictures', pictures: [{ name: 'none', caption: '' }] }],
          },
        ],
      },
      /not there/,
    ],
  ])('is found out when it %s', (_what, change, words) => {
    expect(faultsWith(change).join('\n')).toMatch(words)
  })

  it('in a folder is refused with the reason', async () => {
    const folder = new URL('../../training/exercise', import.meta.url).pathname
    await expect(loadCourses(folder)).rejects.toMatchObject({ code: 'COURSE_INVALID' })
  })
})
