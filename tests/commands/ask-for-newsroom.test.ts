import { expect, test } from '@jest/globals';
import { askForNewsroom, type NewsroomAnswers } from '../../src/commands/ask-for-newsroom.ts';

/** What is on the terminal, and the answers, where lines are typed. */
async function ask(lines: readonly string[], given: NewsroomAnswers = {}) {
  const left = [...lines];
  const shown: string[] = [];
  const question = async (text: string): Promise<string> => {
    const line = left.shift();
    if (line === undefined) throw new DOMException('Aborted with Ctrl+C', 'AbortError');
    shown.push(text + line);
    return line;
  };
  const answers = await askForNewsroom(given, { question }, (text) => shown.push(text.trim()));
  return { answers, shown };
}

test('a wrong answer is asked for again at once, and an empty line takes what is offered', async () => {
  const lines = [
    '',
    ' Ours ',
    'ours.example',
    'https://ours.example',
    'x',
    '',
    'Berlin',
    'Europe/Berlin',
    'klingon!',
    '',
  ];
  const { answers, shown } = await ask([...lines, 'desk', '', 'none.png', '', 'eeeeee', '1d4e89']);
  expect(answers).toEqual({
    name: 'Ours',
    url: 'https://ours.example',
    port: '3000',
    timeZone: 'Europe/Berlin',
    language: 'en',
    contact: '',
    logo: '',
    colour: '1d4e89',
  });
  expect(shown.filter((line) => / got /.test(line))).toEqual([
    'expected a name, got ""',
    'expected an absolute http or https URL without query or fragment, or nothing, got "ours.example"',
    'expected a port from 0 to 65535, got "x"',
    'expected the name of a time zone such as Europe/Berlin or UTC, got "Berlin"',
    'expected a language tag such as en or pt-BR, got "klingon!"',
    'expected an e-mail address or an https URL, got "desk"',
    expect.stringMatching(/^SITE_LOGO: expected an image file that can be read, got .*\(none\.png\)$/),
    expect.stringMatching(/^expected a colour with a contrast of at least 4\.5 to 1 on light pages, .*got "eeeeee"$/),
  ]);
});

test('what an option says is not asked for, and Ctrl-C ends without a stack', async () => {
  const given = { name: 'Ours', url: '', port: '80', timeZone: 'UTC', language: 'de', contact: '', logo: '' };
  expect(await ask([''], given)).toEqual({
    answers: { ...given, colour: '' },
    shown: ['Colour of links, such as 1d4e89 (empty: the usual one): '],
  });
  await expect(ask(['Ours', ''])).rejects.toMatchObject({ name: 'StartError', message: 'Nothing was made.' });
});
