// Etiquette
