import { captionOf } from './post-text';

const POST = { title: 'A lap', description: 'Around the lake', tags: [], privacy: 'public', fileName: 'a.mp4' };

describe('the caption of a post', () => {
  it.each([
    ['is the description', {}, 'Around the lake'],
    ['is the title without a description', { description: ' ' }, 'A lap'],
    [
      'ends with the tags, without spaces and signs',
      { tags: ['two words', '#bike'] },
      'Around the lake\n\n#twowords #bike',
    ],
    ['names no tag twice', { description: 'My #Bike', tags: ['bike', 'lake', 'lake'] }, 'My #Bike\n\n#lake'],
    ['keeps letters of every script', { tags: ['Zürich', '自転車', '!'] }, 'Around the lake\n\n#Zürich #自転車'],
    ['keeps vowel signs and tone marks', { tags: ['हिन्दी', 'ที่เที่ยว'] }, 'Around the lake\n\n#हिन्दी #ที่เที่ยว'],
    [
      'names no tag twice whose letters are composed of several characters',
      { description: '#हिन्दी #ที่เที่ยว #İstanbul #cafe\u0301', tags: ['हिन्दी', 'ที่เที่ยว', 'İstanbul', 'CAF\u00c9'] },
      '#हिन्दी #ที่เที่ยว #İstanbul #cafe\u0301',
    ],
  ])('%s', (_, change, expected) => expect(captionOf({ ...POST, ...change })).toBe(expected));
});
