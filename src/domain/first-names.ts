// First names that are common in Germany, with their spellings: by them a name is told from other capitalised words.

/** Hyphenated names are made of these. "ß", umlauts and accents stand as they are written; spellings without them are added below. */
const COMMON = `
  Abdelkader Abdelrahman Abdou Abdoulaye Abdul Abdulla Abdullah Abebe Abraham Achim Adam Adelheid Adis Adnan Adolf
  Adrian Agata Agnes Agnieszka Ahmad Ahmed Ahmet Aida Aische Aişe Aisha Ajla Alaa Alban Albena Albert Alberto Albrecht
  Aldo Alejandro Aleksandar Aleksander Aleksandra Aleksei Alen Alena Alessandra Alessandro Alessia Alex Alexa
  Alexander Alexandra Alexei Alexej Alfons Alfonso Alfred Alfredo Ali Alice Alina Alireza Alisa Aliye Alla Alma Almaz
  Almir Almut Alois Alper Amadou Amanuel Amelia Amelie Amina Aminata Amira Ammar Amra Ana Anas Anastasia Anastasija
  Anatoli Anatolij Andre André Andrea Andreas Andreea Andrei Andrej Andrés Andrey Andrzej Anđela Aneta Anette Angela
  Angelica Angelika Angelina Angelo Anh Anita Anja Anke Ann Anna Annabell Annalena Annamaria Anne Änne Annegret
  Annekatrin Anneke Anneliese Annelore Annemarie Annerose Annett Annette Annika Annunziata Anselm Ante Antje Anton
  Antonella Antonia Antonietta Antonino Antonio Antonius Anwar Anya Anzhela Apostolos Arash Arben Arda Ardian Arezoo
  Arezu Ariane Arif Arkadiusz Armin Arndt Arne Arnim Arno Arnold Arta Artem Arthur Artjom Artur Arzu Asiye Aslı Asmaa
  Astrid Asuman Athanasios Atilla Attila Awet Axel Ayla Aylin Ayman Aynur Ayse Ayşe Aysegül Ayşegül Aysel Aysun Ayten
  Azadeh Azem Aziz Aziza Azra Babak Babette Bahar Bahram Bajram Baran Barbara Bärbel Barış Bartłomiej Bartosz Basel
  Bashar Bassam Bastian Bayram Beata Beate Beatrice Beatrix Behnam Behrouz Bekim Bekir Belgin Benedikt Benjamin Benno
  Berat Berivan Berkan Berna Bernadette Bernard Bernd Bernhard Bert Berta Berthold Bertram Besim Besnik Bettina Betül
  Bianca Bianka Bijan Bilal Biljana Binta Birgit Birgitt Birgitta Birgül Birol Birte Björn Blerim Blerta Bogdan
  Bogusława Bojan Bojana Boleslaw Boris Boyko Bozena Bożena Branislav Branka Branko Brigitta Brigitte Britta Broder
  Bruna Bruno Bülent Burak Burcu Burghard Burkhard Burkhardt Büşra Cäcilia Calogero Canan Cansu Carina Carl Carla
  Carlo Carlos Carmela Carmelo Carmen Carola Carolin Carolina Caroline Carsten Caspar Catarina Caterina Catharina
  Catherine Cathleen Cathrin Cavit Cecilia Celal Celina Cem Cemal Cemil Cemile Cengiz Ceyda Ceylan Cezary Chantal
  Charlotte Chiara Chidi Chinedu Chris Christa Christel Christiane Christin Christina Christine Christof Christoph
  Christopher Chrysoula Cigdem Çiğdem Cihan Cihat Cindy Claas Clara Clarissa Claudia Claudio Claudius Claus Concetta
  Conny Constantin Constanze Cordula Corinna Cornelia Cornelius Cosimo Costel Cristian Cristiano Cristina Dagmar
  Damian Dana Daniel Daniela Danielle Danijel Danijela Danny Danuta Daria Dariusz Darja Darko Darya Daryoush David
  Davide Davor Dawid Deborah Dejan Denis Denisa Denise Deniz Dennis Derya Desiree Desirée Desislava Despina Detlef
  Detlev Diaa Diana Diego Dierk Dieter Diethard Diethelm Dietlinde Dietmar Dietrich Dijana Dilan Dilara Dilek Dima
  Dimitar Dimitra Dimitri Dimitrij Dimitrios Dina Dirk Djamila Dmitri Dmitrij Dmitry Doina Domenica Domenico Dominic
  Dominik Dominika Dominique Donato Doreen Dorina Doris Dorit Dorota Dorothea Dorothee Dörte Dragan Dragana Dragica
  Drita Dubravka Dumitru Dunja Dusan Dušan Dženan Eberhard Ebru Ece Eckart Eckhard Eckhardt Eda Edda Edeltraud Edgar
  Edin Edina Edith Edmund Edona Eduard Eduardo Edwin Edyta Efstathios Eggert Egon Ehsan Eike Eileen Eilert Ekaterina
  Ekrem Elena Eleni Eleonora Eleonore Elfi Elfriede Elham Elias Elif Elisa Elisabeth Elisabetta Elise Elke Ella Ellen
  Elli Elly Elmar Elsa Elsbeth Else Elvan Elvir Elvira Elvis Elwira Elzbieta Elżbieta Emanuel Emanuela Emanuele Emeka
  Emel Emilia Emilie Emilio Emily Emin Emina Emine Emir Emma Emmanuel Emrah Emre Enes Engelbert Engin Enno Enrico
  Enver Enzo Ercan Erdal Erdem Erdinç Eren Ergün Erhan Eric Erich Erik Erika Erkan Erna Erol Ersin Ertan Ertuğrul
  Erwin Esin Esma Esra Esther Eugen Eugenio Eva Evangelia Evangelos Evelin Evelyn Evelyne Evgenia Evgenij Ewa Ewald
  Ewelina Eyad Eylem Fabian Fabiana Fabienne Fabio Fabrizio Fadi Fadime Faisal Farhad Farid Farida Farina Farshad
  Faruk Farzaneh Fatemeh Fatih Fatima Fatma Fatmir Fatmire Fatos Fatou Fatoumata Federica Federico Felicitas Felix
  Feras Ferdinand Ferdinando Fereshteh Ferhat Feride Fernando Fethi Feyza Fikret Filipe Filippo Filiz Filmon Filomena
  Finja Finn Fiona Firas Firat Florentine Florian Florin Folkert Francesca Francesco Francisco Franco Frank Franka
  Franz Franziska Fırat Frauke Fred Frederic Frederik Frederike Frida Frieda Friedel Friedemann Frieder Friederike
  Friedhelm Friedrich Fritz Funda Furkan Gabi Gabriel Gabriela Gabriele Gaby Gaetano Galina Galya Galyna Gamze Genadi
  Gennaro Georg Georgeta Georgi Georgios Gerald Gerd Gerda Gerhard Gerlinde Gernot Gero Gerold Gerrit Gert Gertraud
  Gertrud Gertrude Gesa Gesche Gesine Ghada Ghassan Gheorghe Giacomo Giancarlo Gianluca Gianni Gina Giorgio Giovanna
  Giovanni Gisa Gisbert Gisela Giselher Gitta Giulia Giuliano Giulio Giuseppe Giuseppina Gizem Gökhan Golnaz Gönül
  Gonzalo Goran Gordana Gottfried Gottlieb Götz Graziella Grazyna Grażyna Gregor Greta Gretel Grit Gritt Grzegorz
  Gudrun Guido Guillermo Gül Gülay Gülcan Güler Gülsen Gülşen Gülseren Gülten Gunda Gundula Güngör Gunnar Gunter
  Günter Gunther Günther Gustav Haben Hacer Hadi Haile Hajo Hajrija Hakan Hakim Hala Halil Halime Halina Halit Halyna
  Hamed Hamid Hamza Hana Hanan Handan Hani Hanife Hanim Hanna Hannah Hannelies Hannelore Hannes Hanno Hannspeter Hans
  Hansgeorg Hansi Hansjörg Hanspeter Harald Hardy Harm Haroun Harro Harry Hartmut Hartwig Hasan Hassan Hatice Hauke
  Havva Haydar Hayriye Hedda Hedi Hediye Hedwig Heide Heidemarie Heiderose Heidi Heidrun Heike Heiko Heiner Heino
  Heinrich Heinz Hektor Helen Helena Helene Helga Helge Hella Helmut Helmuth Hendrik Henning Henri Henriette Henrik
  Henrike Henry Henryk Herbert Heribert Hermann Hermine Herta Hertha Hiba Hikmet Hilal Hilda Hilde Hildegard Hildegund
  Hilke Hiltrud Hinnerk Hinrich Holger Hossein Houda Hristo Hubert Hubertus Huda Hugo Hülya Hüseyin Hussam Hussein
  Ibrahim İbrahim Ibrahima Ida Idris Ignazio Igor Ihor Ilaria Ileana Ilhan İlhan Ilir Ilja Ilka Ilkay İlkay Ilker
  İlker Ilona Ilse Ilya Ilyas Imad Iman Imke Immo Imran Ina Inci Indira Ines Inga Inge Ingeborg Ingmar Ingo Ingolf
  Ingrid Inna Insa Ioan Ioana Ioannis Ion Ionela Ionut Ionuț Irena Irene Ireneusz Irina Iris Irma Irmgard Irmtraud
  Irmtrud Iryna Isa Isabel Isabela Isabell Isabella Isabelle Ismael Ismail İsmail Ismet Isolde Ivan Ivana Ivaylo Ivica
  Ivo Ivonne Iwan Iwona Iyad Izabela Jacek Jacob Jacqueline Jadranka Jadwiga Jakob Jakub Jalal Jamal James Jamila Jan
  Jana Janet Janette Janin Janina Janine Janis Janka Jann Jannik Jannis Janusz Jarosław Jaroslaw Jasmin Jasmina Jasna
  Jason Jean Jeanette Jeannette Jeannine Jekaterina Jelena Jelica Jenni Jennifer Jenny Jens Jeremias Jerome Jerzy
  Jessica Jessika Jewgeni Jewgenia Jil Jill Joachim Joana Joanna Joao João Jochem Jochen Joel Johann Johanna Johannes
  John Johnny Jolanta Jolanthe Jonas Jonathan Jonny Joost Jördis Jorg Jörg Jorge Jörn Jose José Josef Josefa Josefine
  Joseph Josephine Joshua Jost Josué Jovan Jovana Juan Juana Judith Juergen Jule Julia Julian Juliane Julija Julita
  Julius Jürg Jürgen Juri Jurij Justin Justine Justus Justyna Jutta Kacper Kadir Kadriye Kai Kalina Kalliopi Kamal
  Kamil Kamila Kamran Karen Karim Karima Karin Karina Karl Karla Karlheinz Karol Karolin Karolina Karoline Karsten
  Kaspar Katarina Katarzyna Käte Katerina Kateryna Katharina Käthe Kathi Kathleen Kathrin Kati Katica Katja Katrin
  Katy Kaveh Kay Kazimierz Kemal Kenan Kerem Kerim Kerstin Kevin Khadija Khaled Khalid Kidane Kilian Kim Kinga Kira
  Kirsten Kirstin Klara Klaus Klemens Knut Kofi Konrad Konstantin Konstantina Konstantinos Konstanze Koray Korbinian
  Kordula Kornelia Kostas Krasimir Kristian Kristiane Kristin Kristina Kristine Kristof Krystian Krystyna Krzysztof
  Ksenia Kübra Kujtim Kurt Kwame Kyriaki Laila Lale Lara Larisa Larissa Lars Lasse Latifa Laura Laurenz Laurin Layla
  Lea Leah Leif Leila Lejla Lena Leni Lennard Lennart Leon Leona Leonard Leonardo Leonhard Leonid Leonie Leonora
  Leopold Leszek Letizia Levent Levi Leyla Lia Liane Lidia Lieselore Lieselotte Lilli Lilly Lina Linda Linh Linus Lio
  Lisa Lisbeth Liselotte Liviu Ljiljana Ljubica Ljubov Ljudmila Lore Lorena Lorenz Lorenzo Lothar Lotta Lotte Lotti
  Louis Louisa Louise Lubna Luca Lucas Lucia Lucian Luciano Lucie Lucy Lucyna Ludger Ludmilla Ludwig Luigi Luis Luís
  Luisa Luise Luitgard Luka Lukas Lukasz Luljeta Lutz Lydia Lyubomir Lyudmila Maciej Maddalena Madeleine Magda
  Magdalena Magnus Małgorzata Mahdi Maher Mahin Mahmoud Mahmud Mahmut Maik Maike Maja Majd Majid Maksim Malgorzata
  Malia Malte Mamadou Mandy Manfred Manja Manolis Manuel Manuela Mara Marc Marcel Marcello Marcin Marco Marcus Mareike
  Marek Maren Marga Margareta Margarete Margarethe Margarida Margit Margitta Margot Margret Margrit Maria María Mariam
  Marian Mariana Marianne Marie Marieke Mariella Marietta Marijan Marijana Marika Marina Marinko Mario Mariola Marion
  Marisa Marius Mariusz Marjan Marko Markus Marlen Marlene Marlies Marliese Marlis Marta Martha Martin Martina Maryam
  Maryna Masoud Massimo Mateja Mateo Mateusz Mathias Mathilde Mathis Matteo Matthäus Matthias Maurice Maurizio Mauro
  Max Maxi Maxim Maximilian Mazen Maziar Mechthild Mehdi Mehmet Mehran Mehrdad Mehret Mehtap Meike Meinhard Meinolf
  Melanie Melek Meliha Melina Melissa Meltem Merima Merle Mersiha Meryem Mesut Meta Metin Mevlüt Mia Michał Michael
  Michaela Michail Michel Michelangelo Michele Michelle Miguel Mihaela Mihai Mika Mike Mikhail Mikołaj Mila Milan
  Milanka Milena Milica Milo Milos Miloš Mina Minh Mira Mircea Mirco Mirela Mirella Miriam Mirja Mirjam Mirjana Mirka
  Mirko Mirosław Miroslav Miroslava Miroslaw Mitra Mladen Mohamad Mohamed Mohammad Mohammed Mohanad Mohsen Mojtaba
  Momir Momme Mona Monika Monique Moritz Morteza Mouhamad Mousa Moussa Müge Muhamad Muhammad Muhammed Muhammet
  Muharrem Muna Münevver Murat Musa Mustafa Muzaffer Mykola Nabil Nada Nader Nadeschda Nadezhda Nadia Nadin Nadine
  Nadir Nadja Naim Naime Nalan Nancy Naser Nasim Nasrin Nasser Natalia Natalie Nataliia Natalija Nataliya Natalya
  Natascha Nathalie Naveed Nazan Nazlı Nebojsa Nebojša Necati Necla Nedim Negar Nele Nenad Nermin Nermina Neslihan
  Nesrin Nevin Ngoc Nguyen Nico Nicola Nicolae Nicolai Nicolas Nicole Nicolò Nidal Niels Nihat Nikita Niklas Niko
  Nikol Nikola Nikolai Nikolaj Nikolaos Nikolaus Nikolay Nikolina Nikša Nilgün Nils Nilüfer Nima Nina Nizar Noah Nora
  Norbert Norman Nour Nuno Nunzio Nur Nuran Nuray Nurcan Nurgül Nuri Nuriye Nurten Obada Octavian Oda Ognjen Oguz Oğuz
  Okan Okka Oksana Oktay Olaf Ole Oleg Oleh Oleksandr Oleksandra Olena Olga Olha Oliver Olivia Omar Ömer Omid Ömür
  Önder Onno Onur Orhan Ornella Ortrud Ortwin Osama Oscar Oskar Osman Oswald Otfried Otmar Ottilie Ottmar Otto Ousmane
  Ove Ovidiu Özcan Özge Özgür Özlem Pablo Pamela Panagiotis Paola Paolo Paraskevi Parisa Parvaneh Parwin Pascal
  Pasquale Patricia Patrick Patrik Patrizia Patryk Paul Paula Paulina Pauline Paweł Pawel Payam Pedro Pelin Pembe Per
  Petar Peter Petra Petro Philip Philipp Philippe Pia Piero Pierre Pietro Pinar Piotr Pjotr Plamen Pınar Polina
  Predrag Przemysław Qusai Rabea Rabia Rachid Radmila Radosław Radovan Radu Raed Rafał Rafael Raffaele Raffaella Ragna
  Rahel Rahim Rahime Raik Raimund Rainer Ralf Ralph Ramazan Rami Ramin Ramiz Ramona Rana Randolf Rania Ranko Raphael
  Raphaela Rasha Rashid Ratko Ravi Rawan Razan Răzvan Rebecca Rebekka Recep Reem Regina Regine Reinald Reiner Reinhard
  Reinhardt Reinhart Reinhilde Reinhold Remzi Renata Renate Rene René Rexhep Reyhaneh Reza Ria Riad Ricarda Ricardo
  Riccardo Richard Ricky Rico Rita Robert Roberta Roberto Robin Rocco Roger Roland Rolf Roman Romana Romy Ronald Ronja
  Ronny Rosa Rosalia Rosalie Rosaria Rosario Rosel Rosemarie Rosi Rosina Rosita Rositsa Rosmarie Roswitha Roy Roya
  Ruba Ruben Rudi Rüdiger Rudolf Rudolph Rui Rupert Ruslan Rustam Ruth Ryan Ryszard Sabah Sabina Sabine Sabri Sabrina
  Sadia Sadik Saeed Safaa Safiye Sahar Şahin Said Saida Salah Saleh Salih Salim Salma Salvatore Salvatrice Salwa
  Samantha Samar Samer Sami Samir Samira Samuel Sandra Sandro Sandy Sanela Sanja Sanjay Sanjin Santo Sara Sarah Sasa
  Saša Sascha Saskia Savaş Sławomir Sead Sean Sebastian Şebnem Seda Sedat Sefa Sejla Sekou Selahattin Selam Selcan
  Selçuk Selda Selim Selin Selina Selma Semere Semih Semra Senad Senada Senait Sepideh Serap Sercan Serdal Serdar
  Sergei Sergej Sergey Sergio Serhat Serhii Serhiy Serkan Serpil Servet Sevda Severin Sevgi Sevil Sevim Sevinç Şeyma
  Shabnam Shadi Shahin Shahram Shirin Shpresa Siavash Sibel Sibylle Siegbert Siegfried Sieglinde Siegmar Siegmund
  Siegrun Sigmar Sigrid Sigrun Silja Silke Silvana Silvester Silvia Silvio Sima Simon Simona Simone Simret Sina Sinan
  Sissi Skender Slađana Sladjana Slavica Slavko Slawomir Slobodan Slobodanka Snezana Snežana Sofia Sofía Sofie Soheila
  Solomiia Solveig Soner Songül Sonja Sönke Sophia Sophie Soraya Sören Sorin Sotirios Srđan Srdjan Stanisław Stanislav
  Stanislaw Stanislawa Stavros Stefan Ștefan Stefania Stefanie Stefano Steffen Steffi Stella Stephan Stephanie Stephen
  Steve Steven Stipe Stjepan Stoyan Suada Suat Suha Şükran Şükrü Suleiman Süleyman Sultan Suna Susan Susann Susanna
  Susanne Svea Sven Svenja Svetlana Svitlana Swantje Swen Swetlana Sybille Sylke Sylvia Sylvie Sylvio Sylwia Szymon
  Tabea Tadeusz Tahir Tahsin Tamara Taner Tania Tanja Taras Tarek Tarik Tarkan Tatjana Tayfun Tayyip Tekle Telse
  Teresa Tesfaye Tetiana Tetyana Thanh Thea Theda Thekla Theo Theodor Theodora Theodoros Theresa Therese Theresia Thi
  Thiemo Thies Thilo Thomas Thorben Thore Thorge Thorsten Thuy Tiago Tibor Tigist Tihana Tihomir Till Tillmann Tilman
  Tilmann Tim Timm Timo Timon Tina Tino Titus Tiziana Tjark Tobi Tobias Tolga Tom Tomasz Tomek Tomislav Tommaso Toni
  Tony Torben Torsten Traudel Traugott Traute Tristan Trude Trudel Trudi Tsvetan Tsvetelina Tugba Tuğba Tülay Tülin
  Tuncay Turan Turgut Ubbo Udo Ufuk Ugur Uğur Ulaş Ulf Uli Ulla Ulli Ulrich Ulrike Umberto Ümit Ümmü Umut Undine Urs
  Ursel Ursula Urszula Urte Uschi Uta Ute Utz Uwe Vadim Vahid Valentin Valentina Valentino Valentyna Valeri Valerie
  Valerij Valeriy Vanessa Vasil Vasile Vasiliki Vasilios Vasyl Vedat Veli Vera Verena Veronica Veronika Vesna Vicky
  Victor Victoria Viktor Viktoria Viktoriia Viktorija Vincent Vincenza Vincenzo Viola Violeta Viorel Virginia Vitali
  Vitalij Vitaliy Vito Vittoria Vittorio Vivian Vivien Vjosa Vlad Vladimir Vladislav Vlado Vojislav Volkan Volker
  Volkhard Volkmar Volodymyr Vuk Vyacheslav Wacław Wadim Władysław Wael Walburga Waldemar Walid Wally Walter Walther
  Waltraud Waltraut Wanda Wasili Wencke Wendelin Wenke Werner Wiebe Wiebke Wieland Wiesław Wiesława Wigbert Wiktor
  Wiktoria Wilfried Wilhelm Wilhelmine Willem Willi Willy Wilma Wim Winfried Wioletta Wissam Witali Witold
  Wjatscheslaw Wladimir Wojciech Wolf Wolfgang Wolfhard Wolfhart Wolfram Xaver Xenia Xhevat Ximena Yahya Yakup Yalçın
  Yana Yannick Yannik Yara Yaroslav Yasar Yaşar Yasemin Yasin Yasmin Yasmina Yasser Yavuz Yazan Yeliz Yevgen Yevheniia
  Yilmaz Yıldıray Yıldız Yohannes Yonas Yordan Yordanos Yousef Youssef Yücel Yulia Yuliia Yuliya Yunus Yuri Yurii
  Yusuf Yvette Yvonne Zaher Zahra Zainab Zakaria Zarah Zbigniew Zdenka Zdravko Zdzisław Zehra Zeina Zekiye Zeliha
  Željka Zeljko Željko Zenon Zeynep Zhivko Ziad Ziya Zlatan Zlatko Zoe Zofia Zohra Zora Zoran Zorica Zuhal Zülfiye
  Zuzanna Zvonko Zygmunt Łukasz
`;

/** First names that are also words, places, programmes or abbreviations; with them a surname has to look like one. */
const ALSO_WORDS = `
  Ali Ann Anna Ante Arta August Bayram Bella Cem Christian Clemens Deniz Dolores Eda Else Elvis Ernst Eva Falk Flora
  Franka Gert Gül Hagen Hana Hedi Heide Hektor Horst Hubertus Ida Ilse Imran Ina Ion Iris Jan Jasmin Jean Jil Kader
  Kai Karl Kim Lea Linde Lore Lorenz Maria Marian Mark Martin Max Merlin Meta Mina Nada Nur Oda Olympia Ove Pembe Per
  Pia Rabea Ria Roman Rosa Rose Said Santo Sima Stella Sultan Thi Till Titus Umut Urban Ute Veli Victoria Viola
  Virginia Wolf
`;

const words = (list: string) => list.split(/\s+/u).filter((word) => word !== "");
const plain = (name: string) => name.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("ß", "ss");
const umlautsSpelledOut = (name: string) =>
  name.replaceAll("ä", "ae").replaceAll("ö", "oe").replaceAll("ü", "ue").replaceAll("Ö", "Oe").replaceAll("Ü", "Ue");

const spellings = (list: string) =>
  new Set(words(list).flatMap((name) => [name, plain(name), umlautsSpelledOut(name)]));

const ambiguous = spellings(ALSO_WORDS);
const all = spellings(COMMON);

/** How surely a word, written with one capital, is a first name; undefined for any other word. */
export type FirstName = "CLEAR" | "ALSO_A_WORD";
export const firstNameIn = (word: string): FirstName | undefined =>
  ambiguous.has(word) ? "ALSO_A_WORD" : all.has(word) ? "CLEAR" : undefined;
