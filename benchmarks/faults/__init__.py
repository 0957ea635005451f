"""The classes of faults, group by group: each makes mutants of clean catalogs."""
