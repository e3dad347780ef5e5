type TranslatedLanguage = 'en' | 'es' | 'fr' | 'de' | 'pt' | 'he' | 'ar' | 'ru' | 'uk' | 'nl';

export interface Translations {
  readonly language: TranslatedLanguage;
  readonly newTab: string;
  readonly pause: string;
  readonly search: string;
  /** The next page of a list that begins with the newest articles. */
  readonly older: string;
  readonly newer: string;
  readonly allCategories: string;
  readonly back: string;
  readonly nothing: string;
  readonly correction: string;
  /** Before the credit of an image, in earlier scripts of the archive. */
  readonly photo: string;
  readonly source: string;
  /** `{name}` is replaced by the name of the newsroom or feed. */
  readonly latest: string;
  /** The heading of a feed whose title is the newsroom's name. */
  readonly news: string;
  readonly withdrawn: string;
  readonly failed: string;
  readonly loading: string;
  readonly readOn: string;
  readonly articlePage: {
    readonly published: string;
    readonly updated: string;
    readonly listen: string;
    /** Before the name of the site that has the article's own page. */
    readonly readAt: string;
    readonly filedUnder: string;
    readonly licence: string;
  };
}

/** The texts in a language (BCP 47; `pt-BR` gets `pt`), or in English where there is no translation. */
export function translationsFor(language: string): Translations {
  const primary = language.toLowerCase().split('-')[0] ?? '';
  const known = primary === 'iw' ? 'he' : primary;
  return Object.hasOwn(TRANSLATIONS, known) ? TRANSLATIONS[known as TranslatedLanguage] : TRANSLATIONS.en;
}

// A dash replaces "from" in languages that would inflect the name (Russian, Ukrainian) or contract the two words (French).
export const TRANSLATIONS: {
  readonly [Language in TranslatedLanguage]: Translations & { readonly language: Language };
} = {
  en: {
    language: 'en',
    newTab: 'opens in a new tab',
    pause: 'Pause',
    search: 'Search',
    older: 'Older',
    newer: 'Newer',
    allCategories: 'All topics',
    back: 'Back to the headlines',
    nothing: 'No articles found.',
    correction: 'Correction',
    photo: 'Photo',
    source: 'Read at the source',
    latest: 'Latest news from {name}',
    news: 'Latest news',
    withdrawn: 'This article was withdrawn.',
    failed: 'That could not be loaded.',
    loading: 'Loading…',
    readOn: 'Read on',
    articlePage: {
      published: 'Published',
      updated: 'Updated',
      listen: 'Listen to this story',
      readAt: 'Read it at',
      filedUnder: 'Filed under',
      licence: 'Licence',
    },
  },
  es: {
    language: 'es',
    newTab: 'se abre en una pestaña nueva',
    pause: 'Pausar',
    search: 'Buscar',
    older: 'Anteriores',
    newer: 'Más recientes',
    allCategories: 'Todos los temas',
    back: 'Volver a los titulares',
    nothing: 'No se encontró ningún artículo.',
    correction: 'Corrección',
    photo: 'Foto',
    source: 'Leer en la fuente original',
    latest: 'Últimas noticias de {name}',
    news: 'Últimas noticias',
    withdrawn: 'Este artículo ha sido retirado.',
    failed: 'No se pudo cargar.',
    loading: 'Cargando…',
    readOn: 'Seguir leyendo',
    articlePage: {
      published: 'Publicado',
      updated: 'Actualizado',
      listen: 'Escuchar esta noticia',
      readAt: 'Léalo en',
      filedUnder: 'Secciones',
      licence: 'Licencia',
    },
  },
  fr: {
    language: 'fr',
    newTab: 's’ouvre dans un nouvel onglet',
    pause: 'Mettre en pause',
    search: 'Rechercher',
    older: 'Plus anciens',
    newer: 'Plus récents',
    allCategories: 'Tous les thèmes',
    back: 'Retour aux titres',
    nothing: 'Aucun article trouvé.',
    correction: 'Correction',
    photo: 'Photo',
    source: 'Lire à la source',
    latest: 'Dernières nouvelles – {name}',
    news: 'Dernières nouvelles',
    withdrawn: 'Cet article a été retiré.',
    failed: 'Le chargement a échoué.',
    loading: 'Chargement…',
    readOn: 'Lire la suite',
    articlePage: {
      published: 'Publié',
      updated: 'Mis à jour',
      listen: 'Écouter cet article',
      readAt: 'À lire sur',
      filedUnder: 'Rubriques',
      licence: 'Licence',
    },
  },
  de: {
    language: 'de',
    newTab: 'öffnet sich in einem neuen Tab',
    pause: 'Anhalten',
    search: 'Suchen',
    older: 'Ältere',
    newer: 'Neuere',
    allCategories: 'Alle Themen',
    back: 'Zurück zu den Schlagzeilen',
    nothing: 'Keine Artikel gefunden.',
    correction: 'Korrektur',
    photo: 'Foto',
    source: 'An der Quelle lesen',
    latest: 'Neueste Nachrichten von {name}',
    news: 'Neueste Nachrichten',
    withdrawn: 'Dieser Artikel wurde zurückgezogen.',
    failed: 'Das konnte nicht geladen werden.',
    loading: 'Wird geladen…',
    readOn: 'Weiterlesen',
    articlePage: {
      published: 'Veröffentlicht',
      updated: 'Aktualisiert',
      listen: 'Diesen Artikel anhören',
      readAt: 'Zu lesen bei',
      filedUnder: 'Themen',
      licence: 'Lizenz',
    },
  },
  pt: {
    language: 'pt',
    newTab: 'abre em uma nova aba',
    pause: 'Pausar',
    search: 'Pesquisar',
    older: 'Mais antigos',
    newer: 'Mais recentes',
    allCategories: 'Todos os temas',
    back: 'Voltar às notícias',
    nothing: 'Nenhum artigo encontrado.',
    correction: 'Correção',
    photo: 'Foto',
    source: 'Ler na fonte',
    latest: 'Últimas notícias de {name}',
    news: 'Últimas notícias',
    withdrawn: 'Este artigo foi retirado.',
    failed: 'Não foi possível carregar.',
    loading: 'Carregando…',
    readOn: 'Continuar a ler',
    articlePage: {
      published: 'Publicado',
      updated: 'Atualizado',
      listen: 'Ouvir esta notícia',
      readAt: 'Leia em',
      filedUnder: 'Temas',
      licence: 'Licença',
    },
  },
  he: {
    language: 'he',
    newTab: 'נפתח בכרטיסייה חדשה',
    pause: 'השהיה',
    search: 'חיפוש',
    older: 'ישנות יותר',
    newer: 'עדכניות יותר',
    allCategories: 'כל הנושאים',
    back: 'חזרה לכותרות',
    nothing: 'לא נמצאו כתבות.',
    correction: 'תיקון',
    photo: 'צילום',
    source: 'לקריאה במקור',
    latest: 'החדשות האחרונות מאת {name}',
    news: 'החדשות האחרונות',
    withdrawn: 'הכתבה הוסרה.',
    failed: 'הטעינה נכשלה.',
    loading: 'בטעינה…',
    readOn: 'להמשך קריאה',
    articlePage: {
      published: 'פורסם',
      updated: 'עודכן',
      listen: 'להאזנה לכתבה',
      readAt: 'לקריאה באתר',
      filedUnder: 'מדורים',
      licence: 'רישיון',
    },
  },
  ar: {
    language: 'ar',
    newTab: 'يُفتح في علامة تبويب جديدة',
    pause: 'إيقاف مؤقت',
    search: 'بحث',
    older: 'الأقدم',
    newer: 'الأحدث',
    allCategories: 'جميع المواضيع',
    back: 'العودة إلى العناوين',
    nothing: 'لم يُعثر على أي مقالات.',
    correction: 'تصحيح',
    photo: 'الصورة',
    source: 'اقرأ المقال في مصدره',
    latest: 'آخر الأخبار من {name}',
    news: 'آخر الأخبار',
    withdrawn: 'سُحب هذا المقال.',
    failed: 'تعذّر التحميل.',
    loading: 'جارٍ التحميل…',
    readOn: 'متابعة القراءة',
    articlePage: {
      published: 'نُشر',
      updated: 'حُدّث',
      listen: 'استمع إلى هذا الخبر',
      readAt: 'اقرأه على',
      filedUnder: 'الأقسام',
      licence: 'الترخيص',
    },
  },
  ru: {
    language: 'ru',
    newTab: 'открывается в новой вкладке',
    pause: 'Пауза',
    search: 'Поиск',
    older: 'Более ранние',
    newer: 'Более новые',
    allCategories: 'Все темы',
    back: 'Назад к заголовкам',
    nothing: 'Статей не найдено.',
    correction: 'Исправление',
    photo: 'Фото',
    source: 'Читать в источнике',
    latest: 'Последние новости — {name}',
    news: 'Последние новости',
    withdrawn: 'Эта статья отозвана.',
    failed: 'Не удалось загрузить.',
    loading: 'Загрузка…',
    readOn: 'Читать дальше',
    articlePage: {
      published: 'Опубликовано',
      updated: 'Обновлено',
      listen: 'Прослушать статью',
      readAt: 'Читать на сайте',
      filedUnder: 'Темы',
      licence: 'Лицензия',
    },
  },
  uk: {
    language: 'uk',
    newTab: 'відкривається в новій вкладці',
    pause: 'Пауза',
    search: 'Пошук',
    older: 'Давніші',
    newer: 'Новіші',
    allCategories: 'Усі теми',
    back: 'Назад до заголовків',
    nothing: 'Статей не знайдено.',
    correction: 'Виправлення',
    photo: 'Фото',
    source: 'Читати в джерелі',
    latest: 'Останні новини — {name}',
    news: 'Останні новини',
    withdrawn: 'Цю статтю відкликано.',
    failed: 'Не вдалося завантажити.',
    loading: 'Завантаження…',
    readOn: 'Читати далі',
    articlePage: {
      published: 'Опубліковано',
      updated: 'Оновлено',
      listen: 'Прослухати статтю',
      readAt: 'Читати на сайті',
      filedUnder: 'Теми',
      licence: 'Ліцензія',
    },
  },
  nl: {
    language: 'nl',
    newTab: 'opent in een nieuw tabblad',
    pause: 'Pauzeren',
    search: 'Zoeken',
    older: 'Ouder',
    newer: 'Nieuwer',
    allCategories: 'Alle onderwerpen',
    back: 'Terug naar het nieuws',
    nothing: 'Geen artikelen gevonden.',
    correction: 'Correctie',
    photo: 'Foto',
    source: 'Lees bij de bron',
    latest: 'Laatste nieuws van {name}',
    news: 'Laatste nieuws',
    withdrawn: 'Dit artikel is ingetrokken.',
    failed: 'Dit kon niet worden geladen.',
    loading: 'Laden…',
    readOn: 'Verder lezen',
    articlePage: {
      published: 'Gepubliceerd',
      updated: 'Bijgewerkt',
      listen: 'Dit artikel beluisteren',
      readAt: 'Lees het op',
      filedUnder: 'Onderwerpen',
      licence: 'Licentie',
    },
  },
};
