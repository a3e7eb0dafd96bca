"""Lessons that are run once and forked for each visitor.

A nursery imports what all lessons need. For each lesson it forks a template, which runs the cells;
for each visitor the template forks a kernel, in which the lesson is there already.
"""
