/** The few words that stand around a story, in the story's language. */
export interface ArticleLabels {
  /** The language that these words are in, which is not the story's where that is unknown here. */
  readonly language: string;
  readonly published: string;
  readonly updated: string;
  readonly correction: string;
  readonly listen: string;
  readonly readAt: string;
  readonly filedUnder: string;
  readonly licence: string;
}

const ENGLISH: ArticleLabels = {
  language: 'en',
  published: 'Published',
  updated: 'Updated',
  correction: 'Correction',
  listen: 'Listen to this story',
  readAt: 'Read it at',
  filedUnder: 'Filed under',
  licence: 'Licence',
};

const TABLE: Readonly<Record<string, ArticleLabels>> = {
  en: ENGLISH,
  es: {
    language: 'es',
    published: 'Publicado',
    updated: 'Actualizado',
    correction: 'Corrección',
    listen: 'Escuchar esta noticia',
    readAt: 'Léalo en',
    filedUnder: 'Secciones',
    licence: 'Licencia',
  },
  he: {
    language: 'he',
    published: 'פורסם',
    updated: 'עודכן',
    correction: 'תיקון',
    listen: 'להאזנה לכתבה',
    readAt: 'לקריאה באתר',
    filedUnder: 'מדורים',
    licence: 'רישיון',
  },
  ar: {
    language: 'ar',
    published: 'نُشر',
    updated: 'حُدّث',
    correction: 'تصحيح',
    listen: 'استمع إلى هذا الخبر',
    readAt: 'اقرأه على',
    filedUnder: 'الأقسام',
    licence: 'الترخيص',
  },
};

/** The labels for a story in this language (BCP 47); English where there are none. */
export function labelsFor(language: string): ArticleLabels {
  return TABLE[language.toLowerCase().split('-')[0] ?? ''] ?? ENGLISH;
}
