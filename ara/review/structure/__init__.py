"""Structure rules: files, fields, identifiers, references, evidence, numbers and hashes of an Ara."""
