"""Where each number of a claim comes from: a cell, other numbers of the sentence, arithmetic over cells, or nowhere."""
