"""Reading aloud: `engines` say one sentence, `reading` goes through an article or an issue, sentence by sentence."""
