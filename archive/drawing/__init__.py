"""Page pictures as pixels: any picture format or a page of a PDF.

`pixels` decodes, in whichever process calls it; `drawer` has that done by a child with limits (`child`), so that what a
stranger's PDF or picture does to its decoder costs one page, not the window.
"""
