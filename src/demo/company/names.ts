/** Names of one country. A native entry pairs the Latin spelling with the person's own script. */
export type NamePool = {
  readonly locale: string
  readonly given: readonly NamePart[]
  readonly family: readonly NamePart[]
  /** `two-surnames`: father's and mother's. `family-first`: the native display name begins with the family name. */
  readonly order?: 'two-surnames' | 'family-first'
  /** How often a person has a middle initial. */
  readonly middleInitials?: number
}

/** A Latin spelling, or that and the native one. */
export type NamePart = string | readonly [latin: string, native: string]

const words = (text: string) => text.trim().split(/\s+/)
const pairs = (text: string) => words(text).map((word) => word.split('=') as [string, string])

/** Common given and family names by country; any likeness to a real person is chance. */
export const namePools: readonly NamePool[] = [
  {
    locale: 'nl-NL',
    given: words('Sanne Daan Femke Jeroen Lotte Bram Maaike Thijs Noor Ruben'),
    family: ['de Vries', 'van den Berg', 'Bakker', 'Visser', 'Smit', 'van Dijk', 'Mulder', 'Hoekstra', 'van der Meer'],
  },
  {
    locale: 'en-US',
    given: words('Grace Marcus Hannah Tyler Naomi Owen Zoe Caleb Ruth Dominic Paige Elliot'),
    family: words("Whitaker Coleman Brooks Hayes Sullivan O'Brien Bennett Foster Jefferson Nguyen-Reed Marsh Calloway"),
    middleInitials: 0.4,
  },
  {
    locale: 'en-GB',
    given: words('Imogen Rhys Callum Freya Niamh Alistair Siân Harriet Ewan Tamsin'),
    family: words('Ashworth Pritchard MacLeod Fairweather Holloway Ó’Sullivan Thorne Kirkbride Lockwood'),
    middleInitials: 0.2,
  },
  {
    locale: 'de-DE',
    given: words('Jürgen Käthe Lukas Annika Sören Greta Björn Mareike Jörg Franziska'),
    family: words('Müller Größmann Schäfer Weiß Köhler Lindner Brüning Hartwig Voß Dörfler'),
  },
  {
    locale: 'fr-FR',
    given: ['Élodie', 'Jean-Luc', 'Chloé', 'Théo', 'Anaïs', 'François', 'Océane', 'Rémi', 'Noémie', 'Benoît'],
    family: ['Lefèvre', 'Dubois', 'Garnier', 'Chevalier', "d'Aubigny", 'Béranger', 'Moreau', 'Hébert', 'Le Goff'],
  },
  {
    locale: 'es-ES',
    given: words('Lucía Íñigo Marta Álvaro Nerea Joaquín Begoña Sergio Inés Andrés'),
    family: words('García Ibáñez Muñoz Echeverría Peña Ruiz Cañizares Domínguez Núñez Soler'),
    order: 'two-surnames',
  },
  {
    locale: 'es-MX',
    given: ['Ximena', 'José Luis', 'Valeria', 'Héctor', 'Renata', 'Ramón', 'Guadalupe', 'Emilio', 'María José'],
    family: words('Hernández Zúñiga Ríos Velázquez Ordóñez Castañeda Treviño Salazar Cárdenas'),
    order: 'two-surnames',
  },
  {
    locale: 'pt-PT',
    given: words('João Inês Gonçalo Beatriz Tomás Conceição Rúben Mafalda Duarte'),
    family: ['Gonçalves', 'Araújo', 'dos Santos', 'Magalhães', 'Conceição', 'Pacheco', 'de Sá', 'Leitão', 'Falcão'],
  },
  {
    locale: 'pl-PL',
    given: words('Łukasz Małgorzata Wojciech Agnieszka Paweł Żaneta Michał Jagoda Bartłomiej'),
    family: words('Wiśniewski Dąbrowska Kowalczyk Zieliński Źródłowski Pawłowska Gołębiewski Lis Mączka'),
  },
  {
    locale: 'cs-CZ',
    given: words('Jiří Kateřina Ondřej Zdeňka Luboš Eliška Tomáš Bára'),
    family: words('Novák Dvořáková Procházka Čermák Růžičková Šimek Beneš Horáčková'),
  },
  {
    locale: 'sv-SE',
    given: words('Åsa Göran Linnéa Björn Märta Östen Saga Håkan'),
    family: words('Lindström Åkesson Bergqvist Sjöberg Öberg Hedlund Nyström Ekdahl'),
  },
  {
    locale: 'nb-NO',
    given: words('Øyvind Ingrid Håvard Solveig Bjørn Åshild Sigurd Ragnhild'),
    family: words('Bråthen Sørensen Hågensen Lie Østby Fjeldstad Vågan Myhre'),
  },
  {
    locale: 'is-IS',
    given: words('Þórdís Guðrún Sigríður Ægir Björk Ólafur'),
    family: words('Jónsdóttir Þorsteinsson Guðmundsdóttir Ásgeirsson Einarsdóttir'),
  },
  {
    locale: 'tr-TR',
    given: words('Ayşe Çağlar İpek Oğuz Şule Barış Gülşen Umut Işıl'),
    family: words('Yılmaz Öztürk Şahin Çelik Güneş Karadağ Aydın Koçak'),
  },
  {
    locale: 'vi-VN',
    given: ['Thị Hương', 'Quốc Anh', 'Minh Đức', 'Ngọc Ánh', 'Văn Dũng', 'Thanh Thảo'],
    family: words('Nguyễn Trần Phạm Đặng Huỳnh Võ Bùi'),
  },
  {
    locale: 'en-NG',
    given: words('Amara Chidi Ngozi Olúfẹ́mi Adaeze Tunde Ifeoma Babajide Folake Emeka'),
    family: words('Okafor Adéyẹmí Nwosu Balogun Eze Ogunleye Adichie Obi Afolabi Bello'),
  },
  {
    locale: 'en-KE',
    given: words('Wanjiru Otieno Achieng Kamau Njeri Kiprono Akinyi Mutua'),
    family: words('Mwangi Odhiambo Kariuki Wambui Cheruiyot Omondi Ndegwa'),
  },
  {
    locale: 'en-GH',
    given: words('Kwame Akosua Kofi Efua Yaw Abena Kojo'),
    family: words('Mensah Owusu Boateng Asante Osei-Bonsu Agyeman Quaye'),
  },
  {
    locale: 'en-IN',
    given: words('Priya Arjun Ananya Rohan Kavya Siddharth Meera Vikram Lakshmi Faisal Harpreet'),
    family: words('Raghunathan Iyer Deshpande Banerjee Kaur Qureshi Menon Chatterjee Subramanian Gupta R'),
    middleInitials: 0.25,
  },
  {
    locale: 'ja-JP',
    given: pairs('Haruka=遥 Kenji=健二 Aoi=葵 Takumi=拓海 Sakura=さくら Daichi=大地 Yui=結衣 Ren=蓮'),
    family: pairs('Tanaka=田中 Sato=佐藤 Watanabe=渡辺 Kobayashi=小林 Ito=伊藤 Matsumoto=松本 Saito=齋藤'),
    order: 'family-first',
  },
  {
    locale: 'zh-CN',
    given: pairs('Wei=伟 Xiuying=秀英 Jing=静 Haoran=浩然 Meiling=美玲 Zihan=子涵 Lei=磊'),
    family: pairs('Wang=王 Li=李 Zhang=张 Chen=陈 Ouyang=欧阳 Zhao=赵 Xu=徐'),
    order: 'family-first',
  },
  {
    locale: 'ko-KR',
    given: pairs('Ji-woo=지우 Min-jun=민준 Seo-yeon=서연 Hyun-woo=현우 Soo-ah=수아 Dong-hyun=동현'),
    family: pairs('Kim=김 Lee=이 Park=박 Choi=최 Jung=정 Hwang=황'),
    order: 'family-first',
  },
  {
    locale: 'uk-UA',
    given: pairs('Oksana=Оксана Taras=Тарас Iryna=Ірина Bohdan=Богдан Solomiia=Соломія Andriy=Андрій'),
    family: pairs('Shevchenko=Шевченко Kovalenko=Коваленко Bondar=Бондар Lysenko=Лисенко Melnyk=Мельник'),
  },
  {
    locale: 'el-GR',
    given: pairs('Eleni=Ελένη Nikos=Νίκος Katerina=Κατερίνα Giorgos=Γιώργος Despina=Δέσποινα'),
    family: pairs('Papadopoulou=Παπαδοπούλου Nikolaidis=Νικολαΐδης Georgiou=Γεωργίου Vlachos=Βλάχος'),
  },
  {
    locale: 'ar-EG',
    given: pairs('Layla=ليلى Omar=عمر Nadia=نادية Youssef=يوسف Salma=سلمى Karim=كريم'),
    family: pairs('Hassan=حسن Mansour=منصور El-Sayed=السيد Farouk=فاروق Khalil=خليل'),
  },
]
